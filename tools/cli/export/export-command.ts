import { writeFileSync } from "node:fs";
import { stringify } from "yaml";
import { clientDocument } from "../../../openapi/clients/client-document";
import { readRestApiBody } from "../../../openapi/rest-api-body";
import { type PublishedStage, publishedStages } from "../../gateway-emulator/state/published-stages";
import { projectFolder, readStack } from "../project/project";
import { stackNames } from "../project/stack-file";
import { stackSource } from "../project/stack-source";
import { readStateFile } from "../project/state-file";
import { exitCodes } from "../terminal/exit-codes";
import { progress } from "../terminal/progress";
import { UsageError } from "../terminal/usage-error";
import { chosenStage } from "./chosen-stage";
import { type ExportFlags, exportFlags, isYaml } from "./flags";
import { awsCommand, formats } from "./formats";
import { deployedHttp, type Exported, httpApiNames, httpExport, httpStage } from "./http-export";
import { stageServers } from "./servers";

/** Where the command works and writes; the defaults are those of `npm run export`. */
export interface ExportCommandOptions {
    readonly folder?: string;
    readonly write?: (text: string) => void;
    readonly writeError?: (text: string) => void;
}

/**
 * `npm run export`: writes what clients can call at a stage of the REST API, or at the HTTP API, as a document in one of the formats.
 * @returns the exit code.
 * @throws {UsageError} where the command line, the stack file, the documents or the state are invalid.
 */
export async function exportCommand(
    argv: readonly string[],
    signal: AbortSignal,
    {
        folder = projectFolder,
        write = (text) => process.stdout.write(text),
        writeError = (text) => process.stderr.write(text),
    }: ExportCommandOptions = {},
): Promise<number> {
    const flags = exportFlags.parse(argv);
    if (flags === undefined) {
        write(`${exportFlags.help}Stacks: ${stackNames(folder).join(", ")}\n`);
        return exitCodes.holds;
    }
    const { document, command } =
        flags.state === undefined ? await ofStackFile(flags, folder, signal) : ofState(flags, flags.state, folder);
    const derived = formats[flags.format].derive(document);
    const text = isYaml(flags.output) ? stringify(derived) : `${JSON.stringify(derived, undefined, 2)}\n`;
    if (flags.output === undefined) write(text);
    else writeOutput(flags.output, text);
    writeError(`The deployed one: ${command}\n`);
    return exitCodes.holds;
}

async function ofStackFile(flags: ExportFlags, folder: string, signal: AbortSignal): Promise<Exported> {
    const stack = readStack(stackSource(flags.stack, flags["config-file"]), folder);
    const { stages, apis } = stack.settings;
    const http = httpApiNames(stack);
    const rest = { stages: Object.keys(stages), apis: Object.keys(apis).filter((api) => !http.includes(api)) };
    const name = chosenStage(flags, [rest, { stages: http.length > 0 ? [httpStage] : [], apis: http }]);
    if (name === httpStage) return httpExport(stack, folder, flags);
    // Loaded late, because it takes a while.
    const { bringUp } = require("../serve/bring-up") as typeof import("../serve/bring-up");
    const live = progress(process.stderr);
    const { published } = await bringUp(stack, folder, live, signal).finally(live.end);
    const stage = published.find((each) => each.name === name);
    if (stage === undefined) throw new Error(`the state of stack "${stack.name}" has no stage "${name}"`);
    return restExport(stage, flags, stack.name);
}

// A state has the body of a REST API, but of an HTTP API only its routes: the files of the stack have the rest.
function ofState(flags: ExportFlags, file: string, folder: string): Exported {
    const { exported } = readStateFile(file, flags.stack);
    const resources = exported.deployment.resources ?? [];
    const published = publishedStages(resources);
    const deployed = deployedHttp(resources);
    if (published.length === 0 && deployed === undefined)
        throw new UsageError([`"--state": "${file}": got no stage of a REST API and no HTTP API, want one`]);
    const paths = published.flatMap(({ body }) => readRestApiBody(body)?.paths ?? []);
    const apis = [...new Set(paths.map((path) => path.split("/")[1] ?? ""))];
    const rest = { stages: published.map(({ name }) => name), apis };
    const stack = deployed && readStack(stackSource(flags.stack, flags["config-file"]), folder);
    const http = { stages: stack ? [httpStage] : [], apis: stack ? httpApiNames(stack) : [] };
    const name = chosenStage(flags, [rest, http]);
    if (stack !== undefined && name === httpStage) return httpExport(stack, folder, flags, deployed);
    return restExport(published.find((stage) => stage.name === name) as PublishedStage, flags, undefined);
}

function restExport(stage: PublishedStage, { api, format }: ExportFlags, stackName: string | undefined): Exported {
    const basePath = api === undefined ? undefined : `/${api}`;
    const servers = stageServers(stage, stackName === undefined);
    return {
        document: clientDocument({ body: stage.body, servers, basePath }),
        command: awsCommand(stage, format, stackName),
    };
}

function writeOutput(file: string, text: string): void {
    try {
        writeFileSync(file, text);
    } catch (error) {
        const code = error instanceof Error && "code" in error ? String(error.code) : undefined;
        if (code === undefined) throw error;
        throw new UsageError([`"--output": "${file}": got ${code}, want a file that can be written`]);
    }
}
