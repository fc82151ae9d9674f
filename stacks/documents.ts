import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { PublishedApi } from "../openapi/document";
import { DocumentError, type FileMessage } from "../openapi/problem";
import { parseDocument } from "../openapi/read/parse";

/**
 * Reads the OpenAPI documents of the APIs, `app/<name>/openapi.yaml` each, with the changes of `app/<name>/overlay.yaml`
 * where that exists; API `pictures` is published at `/pictures`.
 * @param projectFolder folder that contains `app`.
 * @param binaryMediaTypes those of the settings, by the name of the API.
 * @throws {DocumentError} with the problems of all documents, including missing files.
 */
export function readDocuments(
    projectFolder: string,
    apis: readonly string[],
    binaryMediaTypes: Readonly<Record<string, readonly string[] | undefined>> = {},
): PublishedApi[] {
    const problems: FileMessage[] = [];
    const documents = apis.flatMap((name) => {
        try {
            const { [name]: mediaTypes } = binaryMediaTypes;
            return [
                {
                    name,
                    basePath: `/${name}`,
                    document: readDocument(projectFolder, name),
                    ...(mediaTypes && { binaryMediaTypes: mediaTypes }),
                },
            ];
        } catch (error) {
            if (!(error instanceof DocumentError)) throw error;
            problems.push(...error.messages);
            return [];
        }
    });
    if (problems.length > 0) throw new DocumentError(problems);
    return documents;
}

/** The files in which the documents of APIs are written, relative to the project's folder; those of overlays may not exist. */
export function documentFiles(apis: readonly string[]): string[] {
    return apis.flatMap((name) => [documentFile(name), overlayFile(name)]);
}

function readDocument(projectFolder: string, name: string) {
    const fileName = documentFile(name);
    const path = join(projectFolder, fileName);
    if (!existsSync(path))
        throw new DocumentError([{ fileName, message: `got no file, want the OpenAPI document of API "${name}"` }]);
    return parseDocument(fileName, readFileSync(path, "utf8"), readOverlay(projectFolder, name));
}

function readOverlay(projectFolder: string, name: string) {
    const fileName = overlayFile(name);
    const path = join(projectFolder, fileName);
    return existsSync(path) ? { fileName, text: readFileSync(path, "utf8") } : undefined;
}

function documentFile(name: string): string {
    return `app/${name}/openapi.yaml`;
}

function overlayFile(name: string): string {
    return `app/${name}/overlay.yaml`;
}
