import { rmSync } from "node:fs";
import { join } from "node:path";
import { parseStackExport } from "../../cloud-simulator/state/stack-export";
import { projectFolder, readStack, type Stack } from "../project/project";
import { stackOption } from "../project/stack-option";
import { configFileOption, stackSource } from "../project/stack-source";
import { readStateFile, stateOption } from "../project/state-file";
import { writeFiles } from "../project/write-files";
import { Command } from "../terminal/command";
import { exitCodes } from "../terminal/exit-codes";
import { flag, operands, required, text } from "../terminal/option";
import { runTool, ToolError } from "../terminal/tool";
import { UsageError } from "../terminal/usage-error";
import { type DeployedReleases, deployedReleases } from "./deployed-releases";
import { actionForm, readAction } from "./release-action";
import { releaseChange, unusedFiles } from "./release-change";
import { renderStatus } from "./render-release";

const releaseFlags = new Command({
    name: "release",
    summary:
        "Shows or changes the snapshot of the API that a stage serves. It edits the stack's file; `pulumi up` does the rest.",
    options: {
        action: { ...operands("ACTION", actionForm), form: actionForm },
        stack: required(stackOption("the stack, such as prod")),
        "config-file": configFileOption,
        stage: text("NAME", "the stage whose release changes; status shows every stage"),
        from: text("NAME", "the stage whose snapshot is promoted, or served by the canary"),
        state: {
            ...stateOption,
            description: "state that `pulumi stack export` wrote (default: that of the stack now)",
        },
        "dry-run": flag("show the change, and write nothing"),
    },
    notes: "Exit codes: 0 the stack's file is changed, 2 invalid command line, settings or state, 3 the Pulumi CLI failed.",
});

/** Where the command works and writes; the defaults are those of `npm run release`. */
export interface ReleaseCommandOptions {
    readonly folder?: string;
    readonly write?: (text: string) => void;
    readonly writeError?: (text: string) => void;
}

/**
 * `npm run release`: shows the releases of a stack, or changes that of one stage in the stack's file.
 * @returns the exit code.
 * @throws {UsageError} where the command line, the stack's file or its state does not allow the change.
 */
export async function releaseCommand(
    argv: readonly string[],
    signal: AbortSignal,
    {
        folder = projectFolder,
        write = (text) => process.stdout.write(text),
        writeError = (text) => process.stderr.write(text),
    }: ReleaseCommandOptions = {},
): Promise<number> {
    const flags = releaseFlags.parse(argv);
    if (flags === undefined) {
        write(releaseFlags.help);
        return exitCodes.holds;
    }
    const action = readAction(flags.action, flags.from);
    const source = stackSource(flags.stack, flags["config-file"]);
    const stack = readStack(source, folder);
    checkRestApi(stack);
    if (action !== undefined) checkStage(flags.stage, stack);
    try {
        const state = await readState(stack.name, flags.state, folder, signal);
        if (action === undefined) {
            write(renderStatus(stack.settings, state, unusedFiles(folder, stack)));
            return exitCodes.holds;
        }
        const change = releaseChange(folder, stack, state, flags.stage ?? "", action);
        write(change.shown);
        if (flags["dry-run"]) return exitCodes.holds;
        writeFiles(change.written);
        for (const file of change.removed) rmSync(join(folder, file), { force: true });
        return exitCodes.holds;
    } catch (error) {
        if (!(error instanceof ToolError)) throw error;
        writeError(`${error.message}\n`);
        return exitCodes.failed;
    }
}

function checkRestApi({ name, settings: { apis } }: Stack): void {
    if (Object.values(apis).some(({ publishedBy }) => publishedBy === "rest")) return;
    throw new UsageError([
        `stack "${name}": got HTTP APIs only, want a REST API, whose stages have releases: an HTTP API serves each change with the next \`pulumi up\``,
    ]);
}

function checkStage(stage: string | undefined, { settings: { stages } }: Stack): void {
    if (stage !== undefined && Object.hasOwn(stages, stage)) return;
    const got = stage === undefined ? "nothing" : `"${stage}"`;
    throw new UsageError([`"--stage": got ${got}, want one of ${Object.keys(stages).join(", ")}`]);
}

async function readState(
    stackName: string,
    file: string | undefined,
    folder: string,
    signal: AbortSignal,
): Promise<DeployedReleases> {
    if (file !== undefined) return deployedReleases(readStateFile(file, stackName).exported.deployment.resources ?? []);
    const args = ["stack", "export", "--stack", stackName, "--cwd", folder];
    const result = await runTool("pulumi", args, { signal });
    if (result === undefined)
        throw new ToolError("pulumi: got no such program, want the Pulumi CLI on the PATH, or --state FILE");
    if (result.code !== 0) throw new ToolError(`pulumi ${args.join(" ")} failed: ${result.errors.trim()}`);
    const state = parseStackExport(JSON.parse(result.output), "pulumi stack export");
    return deployedReleases(state.exported.deployment.resources ?? []);
}
