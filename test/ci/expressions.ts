import { existsSync } from "node:fs";
import { join } from "node:path";
import { runInNewContext } from "node:vm";

/** What an expression may name, such as `github`, `matrix` or `vars`. */
export type Contexts = Readonly<Record<string, unknown>>;

/** How the job stands, which status functions ask for. */
export interface JobStatus {
    readonly hasFailed: boolean;
    /** Folder in which `hashFiles` looks. */
    readonly workspace: string;
}

/**
 * Evaluates an expression of a workflow, without its braces. The language is near enough to JavaScript's to be run as
 * such, where values are texts; a pattern for `hashFiles` has to be a path.
 */
export function evaluate(expression: string, contexts: Contexts, jobStatus: JobStatus): unknown {
    const functions = {
        success: () => !jobStatus.hasFailed,
        failure: () => jobStatus.hasFailed,
        always: () => true,
        cancelled: () => false,
        hashFiles: (path: string) => (existsSync(join(jobStatus.workspace, path)) ? "hash" : ""),
        fromJSON: JSON.parse,
        contains: (values: string | readonly string[], value: string) => values.includes(value),
        format: (text: string, ...values: string[]) =>
            text.replaceAll(/\{(\d+)\}/g, (_, index) => values[Number(index)] ?? ""),
    };
    return runInNewContext(`(${expression})`, { ...contexts, ...functions }, { timeout: 1_000 });
}

/** A text with the values of its expressions in place of them; one that is missing is empty. */
export function interpolate(text: string, contexts: Contexts, jobStatus: JobStatus): string {
    return text.replaceAll(/\$\{\{(.*?)\}\}/gs, (_, expression: string) =>
        String(evaluate(expression, contexts, jobStatus) ?? ""),
    );
}

/** Whether a condition holds; without a status function it also wants that nothing failed before. */
export function isMet(condition: string | undefined, contexts: Contexts, jobStatus: JobStatus): boolean {
    if (condition === undefined) return !jobStatus.hasFailed;
    const expression = /^\s*\$\{\{(.*)\}\}\s*$/s.exec(condition)?.[1] ?? condition;
    const asksStatus = /\b(success|failure|always|cancelled)\(\)/.test(expression);
    return (asksStatus || !jobStatus.hasFailed) && Boolean(evaluate(expression, contexts, jobStatus));
}
