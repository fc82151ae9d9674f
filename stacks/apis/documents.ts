import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, posix } from "node:path";
import type { Authorizers } from "../../openapi/authorizer";
import type { PublishedApi } from "../../openapi/document";
import { suggestion } from "../../openapi/issues";
import type { Integrations } from "../../openapi/operation-integration";
import { DocumentError, type FileMessage } from "../../openapi/problem";
import { objectOf } from "../../openapi/raw-value";
import { parseIntegrations } from "../../openapi/read/integrations/read";
import { parseDocument } from "../../openapi/read/parse";
import { parseWebSocketRoutes, type WebSocketRoutes } from "../../openapi/read/web-socket-routes";
import { readYaml } from "../../openapi/read/yaml";

/**
 * Reads the OpenAPI documents of the APIs, `app/<name>/openapi.yaml` (or `.json`, …) each, with the changes of `app/<name>/overlay.yaml`
 * where that exists; API `pictures` is published at `/pictures`.
 * @param projectFolder folder that contains `app`.
 * @param binaryMediaTypes those of the settings, by the name of the API.
 * @param authorizers how the gateway checks security schemes, by their name. Default: the backends check them.
 * @throws {DocumentError} with the problems of all documents, including missing files.
 */
export function readDocuments(
    projectFolder: string,
    apis: readonly string[],
    binaryMediaTypes: Readonly<Record<string, readonly string[] | undefined>> = {},
    authorizers: Authorizers = {},
): PublishedApi[] {
    const problems: FileMessage[] = [];
    const documents = apis.flatMap((name) => {
        try {
            const { [name]: mediaTypes } = binaryMediaTypes;
            const document = readDocument(projectFolder, name, authorizers);
            const integrations = readIntegrations(projectFolder, name, document);
            return [
                {
                    name,
                    basePath: `/${name}`,
                    document,
                    ...(integrations && { integrations }),
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

/**
 * The files in which the documents of APIs may be written, relative to the project's folder: those of one API are its
 * document, under one of its names, its overlay, its integrations, and the routes of its WebSocket API.
 */
export function documentFiles(apis: readonly string[]): string[] {
    return apis.flatMap((name) =>
        [...documentNames, ...overlayNames, ...integrationNames, ...webSocketNames].map((file) =>
            join("app", name, file),
        ),
    );
}

/**
 * The file of an API's document, relative to the project's folder; by default `openapi.yaml`, which may not exist.
 * @throws {DocumentError} for several files.
 */
export function documentFile(projectFolder: string, name: string): string {
    const [only = documentNames[0]] = existingFile(projectFolder, name, "document", documentNames);
    return join("app", name, only);
}

// Frameworks write their documents under each of these names.
const documentNames = ["openapi.yaml", "openapi.yml", "openapi.json", "swagger.yaml", "swagger.json"] as const;
/** The names that an overlay beside a document may have. */
export const overlayNames = ["overlay.yaml", "overlay.yml", "overlay.json"] as const;

/** The names that the integrations beside a document may have. */
export const integrationNames = ["integrations.yaml", "integrations.yml", "integrations.json"] as const;

/** The names that the routes of an API's WebSocket API may have. */
export const webSocketNames = ["websocket.yaml", "websocket.yml", "websocket.json"] as const;

/**
 * Reads the routes of an API's WebSocket API; undefined without a file.
 * @throws {DocumentError} with the problems of the file.
 */
export function readWebSocketRoutes(projectFolder: string, name: string): WebSocketRoutes | undefined {
    const [only] = existingFile(projectFolder, name, "file of WebSocket routes", webSocketNames);
    if (only === undefined) return undefined;
    const fileName = join("app", name, only);
    const text = readFileSync(join(projectFolder, fileName), "utf8");
    const exists = (path: string) => readApiFile(projectFolder, name, path) !== undefined;
    return parseWebSocketRoutes({ fileName, text, exists });
}

/**
 * The files that the integrations and the WebSocket routes of an API name as functions, such as `functions/price.ts`, also where these
 * documents are wrong otherwise; undefined if one has a syntax error.
 */
export function namedFunctions(projectFolder: string, name: string): string[] | undefined {
    const texts = [...integrationNames, ...webSocketNames].flatMap(
        (file) => readApiFile(projectFolder, name, file) ?? [],
    );
    const read = texts.map(readYaml);
    return read.some(({ errors }) => errors.length > 0) ? undefined : read.flatMap(({ value }) => functionsIn(value));
}

function functionsIn(value: unknown): string[] {
    return Object.entries(objectOf(value)).flatMap(([key, own]) =>
        key === "function" && typeof own === "string" ? [posix.normalize(own)] : functionsIn(own),
    );
}

// At most one name.
function existingFile(projectFolder: string, api: string, kind: string, names: readonly string[]): string[] {
    const folder = join("app", api);
    const found = names.filter((file) => existsSync(join(projectFolder, folder, file)));
    if (found.length < 2) return found;
    const message = `got ${found.join(" and ")}, want one ${kind} of API "${api}"`;
    throw new DocumentError([{ fileName: folder, message }]);
}

function readDocument(projectFolder: string, name: string, authorizers: Authorizers) {
    const fileName = documentFile(projectFolder, name);
    const path = join(projectFolder, fileName);
    if (!existsSync(path)) {
        const want = `the OpenAPI document of API "${name}", as ${documentNames.join(", ")}`;
        const message = `got no file, want ${want}${suggestion(name, foldersWithDocument(projectFolder))}`;
        throw new DocumentError([{ fileName, message }]);
    }
    const overlay = readOverlay(projectFolder, name);
    // An API is the resource server of the scopes that its document demands.
    return parseDocument(fileName, readFileSync(path, "utf8"), overlay, { authorizers, resourceServer: name });
}

function foldersWithDocument(projectFolder: string): string[] {
    const app = join(projectFolder, "app");
    const entries = existsSync(app) ? readdirSync(app, { withFileTypes: true }) : [];
    const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
    return folders.filter((name) => documentNames.some((file) => existsSync(join(app, name, file))));
}

function readOverlay(projectFolder: string, name: string) {
    const [only] = existingFile(projectFolder, name, "overlay", overlayNames);
    if (only === undefined) return undefined;
    const fileName = join("app", name, only);
    return { fileName, text: readFileSync(join(projectFolder, fileName), "utf8") };
}

function readIntegrations(
    projectFolder: string,
    name: string,
    document: PublishedApi["document"],
): Integrations | undefined {
    const [only] = existingFile(projectFolder, name, "file of integrations", integrationNames);
    if (only === undefined) return undefined;
    const fileName = join("app", name, only);
    const text = readFileSync(join(projectFolder, fileName), "utf8");
    return parseIntegrations({ fileName, text, readFile: (path) => readApiFile(projectFolder, name, path) }, document);
}

/** The text of a file in the folder of an API; undefined if it does not exist. */
export function readApiFile(projectFolder: string, api: string, path: string): string | undefined {
    const file = join(projectFolder, "app", api, path);
    return existsSync(file) && statSync(file).isFile() ? readFileSync(file, "utf8") : undefined;
}
