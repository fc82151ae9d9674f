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

/** A change that makes a document one that API Gateway can serve. */
export interface Adjustment {
    readonly at: Place;
    /** The part of the document that is changed, or a description of it. */
    readonly got: string;
    /** How it is published instead, and why: a fact about API Gateway. */
    readonly change: string;
    /** True for a GET that is not cached and not marked as volatile: rule R2 reports it until its author decides. */
    readonly needsDecision?: true;
    /** True for one that the import or the cache of a REST API needs, and an HTTP API does not. */
    readonly isForRestApi?: true;
}

/** A line of a file. */
export interface FileLine {
    /** For example `app/pictures/openapi.yaml`. */
    readonly fileName: string;
    /** Counted from 1. */
    readonly line: number;
}

/** A message about a place in a file, such as a problem or an adjustment. */
export interface FileMessage extends Pick<FileLine, "fileName"> {
    /** Counted from 1; absent where the place is not in the file. */
    readonly line?: number;
    /** Without the file and the line, for example `paths./all.get: got …, want …`. */
    readonly message: string;
    /** As in the adjustment. */
    readonly needsDecision?: true;
    /** As in the adjustment. */
    readonly isForRestApi?: true;
}

/** Reports every problem of every OpenAPI document at once; its message has one problem per line. */
export class DocumentError extends Error {
    readonly messages: readonly FileMessage[];

    constructor(messages: readonly FileMessage[]) {
        super(messages.map(renderMessage).join("\n"));
        this.name = "DocumentError";
        this.messages = messages;
    }

    /** Each as `"app/pictures/openapi.yaml" line 12: paths./all.get: got …, want …`. */
    get problems(): readonly string[] {
        return this.messages.map(renderMessage);
    }
}

/** Formats a message as one line, for example `"app/pictures/openapi.yaml" line 12: paths./all.get: got …, want …`. */
export function renderMessage({ fileName, line, message }: FileMessage): string {
    return line === undefined ? `"${fileName}": ${message}` : `"${fileName}" line ${line}: ${message}`;
}

/** Describes a problem: its place, the value found and the form wanted. */
export function problemMessage({ at, got, want }: Problem): string {
    return `${placeOf(at)}got ${got}, want ${want}`;
}

/** Describes an adjustment: its place, the value found, and the value published instead. */
export function adjustmentMessage({ at, got, change }: Adjustment): string {
    return `${placeOf(at)}${got}: ${change}`;
}

function placeOf(at: Place): string {
    return at.length === 0 ? "" : `${at.join(".")}: `;
}

/** The characters of a value that a message quotes. */
const maxQuoted = 60;

/** Describes a value for a message: scalars as JSON, long ones by their beginning, lists and maps without their contents. */
export function quote(value: unknown): string {
    if (value === undefined || value === null) return "nothing";
    if (typeof value === "object") {
        const kind = Array.isArray(value) ? "list" : "map";
        return Object.keys(value).length === 0 ? `an empty ${kind}` : `a ${kind}`;
    }
    if (typeof value !== "string") return shortened(String(value), maxQuoted);
    const escaped = JSON.stringify(value);
    return escaped.length > maxQuoted ? JSON.stringify(shortened(value, maxQuoted - 2)) : escaped;
}

function shortened(text: string, length: number): string {
    return text.length > length ? `${text.slice(0, length - 1)}…` : text;
}
