import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { httpBaseOf } from "../../../../openapi/derive/http-routes";
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

interface ReadApi {
    readonly operations: readonly PublishedOperation[];
    /** Path below which an HTTP API publishes the operations, such as `/api/books`; absent without operations. */
    readonly base?: string;
}

/**
 * Makes a finder for the operations of a project by their published paths, below the name of the API or the path of the document's
 * server, as an HTTP API has it. They may differ from the paths of the documents, and the routes of an HTTP API have other variables.
 * An operation that no document has, such as a preflight, is located at the first one with its path; punctuation at the end of a path
 * is ignored unless an operation has it.
 * @param folder folder with `app`; without it, or a valid document in it, there are no operations.
 */
export function operationLocator(folder: string): LocateOperation {
    const apis = new Map<string, ReadApi>();
    const read = (api: string) => {
        const known = apis.get(api) ?? readApi(folder, api);
        apis.set(api, known);
        return known;
    };
    const locate: LocateOperation = ({ method, path }) => {
        const [, api = "", rest = ""] = /^\/([a-z0-9-]+)(.*)$/.exec(path) ?? [];
        if (api === "") return undefined;
        const { operations } = read(api);
        // A path may end with the same characters as a sentence.
        for (let end = rest; ; end = end.slice(0, -1)) {
            const at = operations.filter((operation) => withoutNames(operation.path) === withoutNames(`/${api}${end}`));
            const found = at.find((operation) => operation.method === method.toLowerCase()) ?? at[0];
            if (found) return { file: found.source.fileName, line: found.source.line };
            if (!/[.,:;)]$/.test(end)) return undefined;
        }
    };
    const locateBelowServer: LocateOperation = ({ method, path }) => {
        for (const api of foldersIn(join(folder, "app"))) {
            const { base } = read(api);
            // A message may go on after the path, as in "GET /v2: open".
            if (base !== undefined && path.startsWith(base) && !/^[\w-]/.test(path.slice(base.length)))
                return locate({ method, path: `/${api}${path.slice(base.length)}` });
        }
        return undefined;
    };
    return (operation) => locate(operation) ?? locateBelowServer(operation);
}

function withoutNames(path: string): string {
    return path.replaceAll(/\{[^{}]*\}/g, "{}");
}

function foldersIn(folder: string): string[] {
    if (!existsSync(folder)) return [];
    const entries = readdirSync(folder, { withFileTypes: true });
    return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
}

function readApi(folder: string, api: string): ReadApi {
    try {
        const documents = readDocuments(folder, [api]);
        const [document] = documents;
        return { operations: operationsOf(documents), ...(document && { base: httpBaseOf(document).path }) };
    } catch (error) {
        // The preview reports it; a finding then has its place in the stack file.
        if (error instanceof DocumentError) return { operations: [] };
        throw error;
    }
}
