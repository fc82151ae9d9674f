import type { PreviewResult } from "../preview/preview-result";
import type { Stack } from "../project/project";
import { stackProgram } from "../project/stack-program";

/**
 * Judges a stack by the rules as `npm run preview` does, and says in one line what came of it: the local gateway serves
 * what would be deployed, also where that breaks a rule.
 * @param folder folder that holds `app`.
 */
export async function checkRules(stack: Stack, folder: string, signal: AbortSignal): Promise<string> {
    // Loaded late, because it takes a while.
    const { runPreview } = require("../preview/run-preview") as typeof import("../preview/run-preview");
    return rulesLine(await runPreview({ stack, ...stackProgram(folder), signal }));
}

/** The line for what a preview found. */
export function rulesLine({ stack, rules, errors }: Pick<PreviewResult, "stack" | "rules" | "errors">): string {
    const broken = rules.filter(({ findings }) => findings.length > 0).map(({ id }) => id);
    const where = `npm run preview -- --stack ${stack}`;
    if (broken.length > 0) return `The stack breaks ${broken.join(", ")}: ${where} says where.`;
    if (errors.length > 0) return `The rules were not judged: ${where} says why.`;
    return `The stack keeps ${rules.map(({ id }) => id).join(", ")}.`;
}
