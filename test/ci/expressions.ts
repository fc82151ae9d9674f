import { existsSync } from "node:fs";
import { join } from "node:path";

// GitHub's own parser and evaluator; it has ES modules only.
const library = import("@actions/expressions");

/** The values of GitHub's contexts, such as `github`, `matrix` and `vars`; a context that is left out is empty. */
export type Contexts = Readonly<Record<string, unknown>>;

/** The state of a job, as the status functions read it. */
export interface JobStatus {
    readonly hasFailed: boolean;
    /** Folder in which `hashFiles` looks; its pattern must be a path. */
    readonly workspace: string;
}

const contextNames = ["github", "env", "vars", "inputs", "secrets", "matrix", "needs", "steps", "runner", "job"];

/** Evaluates an expression of a workflow, without its braces. Throws an error for an unknown context or function. */
export async function evaluate(expression: string, contexts: Contexts, jobStatus: JobStatus): Promise<unknown> {
    const { data, Evaluator, Lexer, Parser } = await library;
    const boolean = (name: string, value: () => boolean) => {
        return { name, minArgs: 0, maxArgs: 0, call: () => new data.BooleanData(value()) };
    };
    const functions = [
        boolean("success", () => !jobStatus.hasFailed),
        boolean("failure", () => jobStatus.hasFailed),
        boolean("always", () => true),
        boolean("cancelled", () => false),
        {
            name: "hashFiles",
            minArgs: 1,
            maxArgs: 1,
            call: (path?: InstanceType<typeof data.StringData>) =>
                new data.StringData(existsSync(join(jobStatus.workspace, path?.coerceString() ?? "")) ? "hash" : ""),
        },
    ];
    const empty = Object.fromEntries(contextNames.map((name) => [name, {}]));
    const values = JSON.parse(JSON.stringify({ ...empty, ...contexts }), data.reviver);
    const parsed = new Parser(new Lexer(expression).lex().tokens, contextNames, functions).parse();
    const byName = new Map(functions.map((definition) => [definition.name.toLowerCase(), definition]));
    const result = new Evaluator(parsed, values, byName as never).evaluate();
    return JSON.parse(JSON.stringify(result, data.replacer));
}

/** Replaces each `${{ … }}` in a string by the value of its expression; a missing value is empty. */
export async function interpolate(text: string, contexts: Contexts, jobStatus: JobStatus): Promise<string> {
    let result = "";
    for (const [index, part] of text.split(/\$\{\{(.*?)\}\}/s).entries())
        result += index % 2 === 0 ? part : String((await evaluate(part.trim(), contexts, jobStatus)) ?? "");
    return result;
}

/** Returns whether a condition is met; without a status function it also requires that nothing has failed. */
export async function isMet(condition: string | undefined, contexts: Contexts, jobStatus: JobStatus): Promise<boolean> {
    if (condition === undefined) return !jobStatus.hasFailed;
    const expression = /^\s*\$\{\{(.*)\}\}\s*$/s.exec(condition)?.[1] ?? condition;
    const readsStatus = /\b(success|failure|always|cancelled)\(\)/.test(expression);
    if (!readsStatus && jobStatus.hasFailed) return false;
    return Boolean(await evaluate(expression.trim(), contexts, jobStatus));
}
