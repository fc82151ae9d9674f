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
import { type ExportFlags, exportFlags, isYaml } from "./flags";
import { awsCommand, formats } from "./formats";
import { stageServers } from "./servers";

/** Where the command works and writes; the defaults are those of `npm run export`. */
export interface ExportCommandOptions {
    readonly folder?: string;
    readonly write?: (text: string) => void;
    readonly writeError?: (text: string) => void;
}

/**
 * `npm run export`: writes what clients can call at a stage, as a document in one of the formats.
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
    const { stage, stackName } =
        flags.state === undefined
            ? await simulatedStage(flags, folder, signal)
            : { stage: deployedStage(flags, flags.state), stackName: undefined };
    const document = clientDocument({
        body: stage.body,
        servers: stageServers(stage, stackName === undefined),
        basePath: flags.api === undefined ? undefined : `/${flags.api}`,
    });
    const derived = formats[flags.format].derive(document);
    const text = isYaml(flags.output) ? stringify(derived) : `${JSON.stringify(derived, undefined, 2)}\n`;
    if (flags.output === undefined) write(text);
    else writeOutput(flags.output, text);
    writeError(`The deployed one: ${awsCommand(stage, flags.format, stackName)}\n`);
    return exitCodes.holds;
}

async function simulatedStage(flags: ExportFlags, folder: string, signal: AbortSignal) {
    const stack = readStack(stackSource(flags.stack, flags["config-file"]), folder);
    const { stages, apis } = stack.settings;
    const name = chosenStage(flags, Object.keys(stages), Object.keys(apis));
    // Loaded late, because it takes a while.
    const { bringUp } = require("../serve/bring-up") as typeof import("../serve/bring-up");
    const live = progress(process.stderr);
    const { published } = await bringUp(stack, folder, live, signal).finally(live.end);
    const stage = published.find((each) => each.name === name);
    if (stage === undefined) throw new Error(`the state of stack "${stack.name}" has no stage "${name}"`);
    return { stage, stackName: stack.name };
}

function deployedStage(flags: ExportFlags, file: string): PublishedStage {
    const { exported } = readStateFile(file, flags.stack);
    const stages = publishedStages(exported.deployment.resources ?? []);
    if (stages.length === 0) throw new UsageError([`"--state": "${file}": got no stage of a REST API, want one`]);
    const paths = stages.flatMap(({ body }) => readRestApiBody(body)?.paths ?? []);
    const apis = [...new Set(paths.map((path) => path.split("/")[1] ?? ""))];
    const name = chosenStage(
        flags,
        stages.map((stage) => stage.name),
        apis,
    );
    return stages.find((stage) => stage.name === name) as PublishedStage;
}

/**
 * The stage that the flags name, or the only one.
 * @throws {UsageError} if there is no such stage or API, or if several stages could be meant.
 */
function chosenStage({ stage, api }: ExportFlags, stages: readonly string[], apis: readonly string[]): string {
    const chosen = stage ?? (stages.length === 1 ? stages[0] : undefined);
    const problems = [
        ...(chosen === undefined || !stages.includes(chosen)
            ? [`"--stage": got ${stage === undefined ? "nothing" : `"${stage}"`}, want one of ${stages.join(", ")}`]
            : []),
        ...(api !== undefined && !apis.includes(api) ? [`"--api": got "${api}", want one of ${apis.join(", ")}`] : []),
    ];
    if (chosen === undefined || problems.length > 0) throw new UsageError(problems);
    return chosen;
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
