/** Keys from the root of a document to a value in it, for example `["paths", "/all", "get"]`. */
export type Place = readonly (string | number)[];

/** One reason why a document, a set of documents or a stack file is rejected. */
export interface Problem {
    readonly at: Place;
    /** The value at that place, or a description of it. */
    readonly got: string;
    /** The expected form. */
    readonly want: string;
}

/** Reports every problem of every OpenAPI document at once; its message has one problem per line. */
export class DocumentError extends Error {
    /** Each as `"app/pictures/openapi.yaml" line 12: paths./all.get: got …, want …`. */
    readonly problems: readonly string[];

    constructor(problems: readonly string[]) {
        super(problems.join("\n"));
        this.name = "DocumentError";
        this.problems = problems;
    }
}

/** Formats a problem as one line of a DocumentError; `line` counts from 1 and is left out where it is unknown. */
export function renderProblem(fileName: string, problem: Problem, line?: number): string {
    const file = line === undefined ? `"${fileName}"` : `"${fileName}" line ${line}`;
    const key = problem.at.length === 0 ? "" : `${problem.at.join(".")}: `;
    return `${file}: ${key}got ${problem.got}, want ${problem.want}`;
}

/** Describes a value for a message: scalars as JSON of at most 60 characters, lists and maps without their contents. */
export function quote(value: unknown): string {
    if (value === undefined || value === null) return "nothing";
    if (typeof value === "object") {
        const kind = Array.isArray(value) ? "list" : "map";
        return Object.keys(value).length === 0 ? `an empty ${kind}` : `a ${kind}`;
    }
    const text = typeof value === "string" ? JSON.stringify(value) : String(value);
    return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
