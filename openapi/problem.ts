/** Keys that lead from the root of a document to a place in it, for example `["paths", "/all", "get"]`. */
export type Place = readonly (string | number)[];

/** One reason why a document, or a set of documents, cannot become a gateway. */
export interface Problem {
    readonly at: Place;
    /** What was found there: a value in quotes or a few words. */
    readonly got: string;
    /** The form that is wanted. */
    readonly want: string;
}

/** Reports every fault of every OpenAPI document at once; the message has one fault a line. */
export class DocumentError extends Error {
    /** Each as `"app/pictures/openapi.yaml" line 12: paths./all.get: got …, want …`. */
    readonly problems: readonly string[];

    constructor(problems: readonly string[]) {
        super(problems.join("\n"));
        this.name = "DocumentError";
        this.problems = problems;
    }
}

/** Renders a fault as one line of a DocumentError; `line` counts from 1 and is left out where it is unknown. */
export function renderProblem(fileName: string, problem: Problem, line?: number): string {
    const file = line === undefined ? `"${fileName}"` : `"${fileName}" line ${line}`;
    const key = problem.at.length === 0 ? "" : `${problem.at.join(".")}: `;
    return `${file}: ${key}got ${problem.got}, want ${problem.want}`;
}

/** Puts a value that was found into words for a fault: JSON, cut off where it is long. */
export function quote(value: unknown): string {
    if (value === undefined) return "nothing";
    const text = JSON.stringify(value) ?? String(value);
    return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
