import type { MethodAtPath } from "../../../../openapi/method-path";
import { operationsOf, type PublishedOperation } from "../../../../openapi/operations";
import { DocumentError } from "../../../../openapi/problem";
import { readDocuments } from "../../../../stacks/apis/documents";
import type { SourceLocation } from "./report-schema";

/** Finds the place of an operation in its API's document or overlay. */
export type LocateOperation = (operation: MethodAtPath) => SourceLocation | undefined;

/** Finds the first operation that a message names, for example `GET /pictures/all`; its path may end with punctuation of the message. */
export function operationIn(message: string): MethodAtPath | undefined {
    const [, method, path] = /\b(GET|PUT|POST|DELETE|PATCH|HEAD|OPTIONS) (\/[^\s"]*)/.exec(message) ?? [];
    return method === undefined || path === undefined ? undefined : { method, path };
}

/**
 * Makes a finder for the operations of a project by their published paths, which may differ from those of the documents.
 * The names of variables do not matter, as the routes of an HTTP API have others. An operation that no document has, such as
 * a preflight, is located at the first one with its path; punctuation at the end of a path is ignored unless an operation has it.
 * @param folder folder with `app`; a document that is missing or invalid has no operations.
 */
export function operationLocator(folder: string): LocateOperation {
    const apis = new Map<string, readonly PublishedOperation[]>();
    return ({ method, path }) => {
        const [, api = "", rest = ""] = /^\/([a-z0-9-]+)(.*)$/.exec(path) ?? [];
        if (api === "") return undefined;
        const operations = apis.get(api) ?? readOperations(folder, api);
        apis.set(api, operations);
        // A path may end with the same characters as a sentence.
        for (let end = rest; ; end = end.slice(0, -1)) {
            const at = operations.filter((operation) => unnamed(operation.path) === unnamed(`/${api}${end}`));
            const found = at.find((operation) => operation.method === method.toLowerCase()) ?? at[0];
            if (found) return { file: found.source.fileName, line: found.source.line };
            if (!/[.,:;)]$/.test(end)) return undefined;
        }
    };
}

function unnamed(path: string): string {
    return path.replaceAll(/\{[^{}]*\}/g, "{}");
}

function readOperations(folder: string, api: string): readonly PublishedOperation[] {
    try {
        return operationsOf(readDocuments(folder, [api]));
    } catch (error) {
        // The preview reports it; a finding then has its place in the stack file.
        if (error instanceof DocumentError) return [];
        throw error;
    }
}
