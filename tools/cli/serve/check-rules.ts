import type { PreviewResult } from "../preview/preview-result";
import type { Stack } from "../project/project";
import { stackProgram } from "../project/stack-program";

/**
 * Checks a stack against the rules as `npm run preview` does, and summarises the result in one line. The local gateway
 * serves a stack even where it breaks a rule.
 * @param folder folder that holds `app`.
 */
export async function checkRules(stack: Stack, folder: string, signal: AbortSignal): Promise<string> {
    // Loaded late, because it takes a while.
    const { runPreview } = require("../preview/run-preview") as typeof import("../preview/run-preview");
    return rulesLine(await runPreview({ stack, ...stackProgram(folder), signal }), stack.file);
}

type Verdicts = Pick<PreviewResult, "stack" | "preset" | "rules" | "errors">;

/** The line for the result of a preview. @param file that of the stack, if `--config-file` named it. */
export function rulesLine({ stack, preset, rules, errors }: Verdicts, file?: string): string {
    const broken = rules.filter(({ findings }) => findings.length > 0).map(({ id }) => id);
    const where = `npm run preview -- ${file === undefined ? `--stack ${stack}` : `--config-file ${file}`}`;
    if (broken.length > 0) return `The stack breaks ${broken.join(", ")}: ${where} shows where.`;
    if (errors.length > 0) return `The rules were not checked: ${where} shows why.`;
    return `The stack keeps ${rules.map(({ id }) => id).join(", ")}${preset ? ` (${preset})` : ""}.`;
}
