import { type Preset, presets } from "../../../policy/contract/tiers";
import type { StackExport } from "../../cloud-simulator/state/stack-export";
import { projectFolder, readStack, type Stack } from "../project/project";
import { stackNames } from "../project/stack-file";
import { stackOption } from "../project/stack-option";
import { stackProgram } from "../project/stack-program";
import { configFileOption, type StackSource, stackSource } from "../project/stack-source";
import { readStateFile, stateOption } from "../project/state-file";
import { coloursFor } from "../terminal/colours";
import { Command, type Values } from "../terminal/command";
import { exitCodes, exitCodesHelp } from "../terminal/exit-codes";
import { flag, value, withDefault } from "../terminal/option";
import { progress } from "../terminal/progress";
import { UsageError } from "../terminal/usage-error";
import { waitedSeconds } from "../terminal/waited-seconds";
import type { PreviewResult } from "./preview-result";
import { asJson, asText } from "./render-preview";

const presetOption = value<Preset>({
    placeholder: "PRESET",
    description: `preset of the policy pack: ${presets.join(" or ")}, which warns of what is undecided`,
    form: presets.join(" or "),
    parse: (text) => presets.find((preset) => preset === text),
});

const options = {
    stack: stackOption("the stack, as in Pulumi.NAME.yaml (default: dev)"),
    "config-file": configFileOption,
    state: stateOption,
    preset: withDefault(presetOption, "strict"),
    watch: flag("preview again after each edit of the program, a document, the stack file or the policy pack"),
    json: flag("print one JSON document instead of text"),
    diff: flag("print the engine's own view, with every property"),
};

type PreviewFlags = Values<typeof options>;

const previewFlags = new Command({
    name: "preview",
    summary: "Previews a stack on the real Pulumi engine with simulated clouds, and checks it against the rules.",
    options,
    notes: exitCodesHelp,
});

/**
 * `npm run preview`: previews a stack offline, checks it against the rules, and prints the result.
 * @param folder folder that holds the stack files and `app`.
 * @returns the exit code.
 * @throws {UsageError} where flags, stack file, state file or documents are invalid.
 */
export async function previewCommand(
    argv: readonly string[],
    signal: AbortSignal,
    folder = projectFolder,
): Promise<number> {
    const flags = previewFlags.parse(argv);
    if (flags === undefined) {
        process.stdout.write(`${previewFlags.help}Stacks: ${stackNames(folder).join(", ")}\n`);
        return exitCodes.holds;
    }
    const { stack, state } = readOrPrint(flags, folder);
    for (const path of stack.placeholders) {
        process.stderr.write(`${path} is encrypted and cannot be decrypted offline: a placeholder is used.\n`);
    }
    for (const notice of stack.notices) process.stderr.write(`${notice}\n`);
    const status = progress(process.stderr);
    const print = (text: string) => process.stdout.write(text);
    // A watch prints the tree once; the engine's own view has its own.
    let withTree = !flags.diff;
    const onResult = (result: PreviewResult) => {
        const colours = coloursFor(process.stdout, process.env);
        print(flags.json ? `${asJson(result)}\n` : asText(result, colours, withTree));
        withTree = false;
    };
    const shared = {
        progress: status,
        signal,
        diff: flags.diff,
        preset: flags.preset,
        ...(state && { state }),
        ...(flags.diff && !flags.json && { onOutput: print }),
    };
    if (flags.watch) {
        const { watchPreview } = require("./watch-preview") as typeof import("./watch-preview");
        const onProblem = (message: string) => process.stderr.write(`${message}\n`);
        const onReady = () => process.stderr.write("Waiting for an edit. Ctrl-C ends the watch.\n");
        await watchPreview({ ...shared, source: sourceOf(flags), folder, onResult, onProblem, onReady });
        return exitCodes.holds;
    }
    // Loaded late, because loading takes a second that a mistyped flag should not cost.
    const { runPreview } = require("./run-preview") as typeof import("./run-preview");
    const result = await runPreview({ ...shared, stack, ...stackProgram(folder) }).finally(status.end);
    onResult({ ...result, seconds: Math.round(waitedSeconds() * 1000) / 1000 });
    return result.exitCode;
}

interface Inputs {
    readonly stack: Stack;
    readonly state?: StackExport;
}

// A program that reads the JSON gets the problems there too.
function readOrPrint(flags: PreviewFlags, folder: string): Inputs {
    const { state, json } = flags;
    const source = sourceOf(flags);
    const { name } = source;
    try {
        return { stack: readStack(source, folder), ...(state !== undefined && { state: readStateFile(state, name) }) };
    } catch (error) {
        if (json && error instanceof UsageError) {
            const { usage: exitCode } = exitCodes;
            const { problems: errors } = error;
            process.stdout.write(
                `${asJson({ stack: name, exitCode, resources: [], rules: [], errors, seconds: 0 })}\n`,
            );
        }
        throw error;
    }
}

function sourceOf({ stack, "config-file": file }: PreviewFlags): StackSource {
    return stackSource(stack, file);
}
