import { projectFolder, readStack, type Stack } from "../project/project";
import { stackNames } from "../project/stack-file";
import { stackProgram } from "../project/stack-program";
import { coloursFor } from "../terminal/colours";
import { exitCodes } from "../terminal/exit-codes";
import { progress } from "../terminal/progress";
import { UsageError } from "../terminal/usage-error";
import { type PreviewFlags, previewFlags } from "./flags";
import type { PreviewResult } from "./preview-result";
import { asJson, asText } from "./render-preview";

/**
 * `npm run preview`: previews a stack offline, judges it, and prints what came of it.
 * @param folder folder that holds the stack files and `app`.
 * @returns the exit code.
 * @throws {UsageError} where flags, stack file or documents cannot be understood.
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
    const result = await preview(readOrPrint(flags, folder), flags, signal, folder);
    process.stdout.write(
        flags.json ? `${asJson(result)}\n` : asText(result, coloursFor(process.stdout, process.env), !flags.diff),
    );
    return result.exitCode;
}

// A program that reads the JSON is told of faults there too.
function readOrPrint({ stack: name, json }: PreviewFlags, folder: string): Stack {
    try {
        return readStack(name, folder);
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

async function preview(stack: Stack, flags: PreviewFlags, signal: AbortSignal, folder: string): Promise<PreviewResult> {
    for (const path of stack.placeholders) {
        process.stderr.write(`${path} is encrypted and cannot be read offline: a placeholder stands for it.\n`);
    }
    const status = progress(process.stderr);
    // Loaded late, because it takes a while, and a misspelt flag should not.
    const { runPreview } = require("./run-preview") as typeof import("./run-preview");
    const showsEngine = flags.diff && !flags.json;
    const options = { stack, ...stackProgram(folder), diff: flags.diff, progress: status, signal };
    const onOutput = (text: string) => process.stdout.write(text);
    return runPreview({ ...options, ...(showsEngine && { onOutput }) }).finally(status.end);
}
