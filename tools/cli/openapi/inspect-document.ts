import { z } from "zod";
import { deriveBody } from "../../../openapi/derive/body";
import { httpAdjustments, httpBaseOf, httpRoutes } from "../../../openapi/derive/http-routes";
import type { Operation, PublishedApi } from "../../../openapi/document";
import { apiKeyScheme } from "../../../openapi/key-requirement";
import { mountedPath } from "../../../openapi/paths";
import { DocumentError, type FileMessage } from "../../../openapi/problem";
import type { OverlayFile } from "../../../openapi/read/overlay";
import { parseDocument } from "../../../openapi/read/parse";
import { readRestApiBody } from "../../../openapi/rest-api-body";
import type { PublisherName } from "../../../stacks/settings/http-api/publishers";
import { importRejection } from "../../cloud-simulator/rejections/gateway/import";
import { apiName } from "./api-name";

/** An operation as the gateway would publish it. */
export interface InspectedOperation {
    /** In upper case. */
    readonly method: string;
    /** Path at the gateway, without the stage. */
    readonly path: string;
    /**
     * "volatile" by its `x-content-freshness`, "not cached" because no key can tell its responses apart; absent unless a GET of a REST API,
     * as an HTTP API has no cache.
     */
    readonly caching?: "cached" | "volatile" | "not cached";
    /** As in the integration, for example `method.request.path.id`. */
    readonly cacheKeys: readonly string[];
    readonly needsApiKey: boolean;
    /** By its `x-request-validation`; absent for the body and the parameters. */
    readonly validation?: Operation["validation"];
}

/** The changes with which a document would be published, or the reasons why it would not be. */
export interface InspectedDocument {
    readonly file: string;
    /** The path below which the API is published in this result, such as `/pictures`. */
    readonly basePath: string;
    readonly adjustments: readonly FileMessage[];
    /** Empty if the document is accepted. */
    readonly errors: readonly FileMessage[];
    /** Empty unless the document is accepted. */
    readonly operations: readonly InspectedOperation[];
    /** The body from which API Gateway would import a REST API; absent unless the document is accepted. */
    readonly body?: string;
}

/** The text of a document, and an overlay for it. */
export interface DocumentTexts {
    readonly text: string;
    readonly overlay?: OverlayFile;
}

const integrationForm = z.object({ cacheKeyParameters: z.array(z.string()).catch([]) });

/**
 * Reads a document and derives the body of a REST API with this API alone, as a preview does, or the routes of an HTTP API.
 * @param read returns the texts of the file and the overlay, or throws a DocumentError.
 */
export function inspectDocument(
    file: string,
    read: () => DocumentTexts,
    publisher: PublisherName = "rest",
): InspectedDocument {
    const name = apiName(file);
    const rejected = { file, basePath: `/${name}`, adjustments: [], operations: [] };
    try {
        const { text, overlay } = read();
        const document = parseDocument(file, text, overlay);
        const api = { name, basePath: `/${name}`, document };
        try {
            if (publisher === "http")
                return { file, ...asHttpApi(api), adjustments: httpAdjustments([api]), errors: [] };
            const body = deriveBody({ title: name, version: "1.0.0", apis: [api] });
            const rejection = importRejection(body);
            if (rejection !== undefined)
                return { ...rejected, adjustments: document.adjustments, errors: importErrors(file, rejection) };
            const operations = operationsIn(body, api);
            return { ...rejected, adjustments: document.adjustments, errors: [], operations, body };
        } catch (error) {
            return { ...rejected, adjustments: document.adjustments, errors: messagesOf(error) };
        }
    } catch (error) {
        return { ...rejected, errors: messagesOf(error) };
    }
}

function asHttpApi(api: PublishedApi): Pick<InspectedDocument, "basePath" | "operations"> {
    const operations = httpRoutes([api]).map(({ method, path, authorizer }) => ({
        method: method.toUpperCase(),
        path,
        cacheKeys: [],
        needsApiKey: authorizer === apiKeyScheme,
    }));
    return { basePath: httpBaseOf(api).path, operations };
}

// Errors and warnings of an import follow its exception, each in a line.
function importErrors(fileName: string, rejection: string): FileMessage[] {
    const lines = rejection.split("\n\t");
    const messages = lines.length > 1 ? lines.slice(1) : lines;
    return messages.map((line) => ({ fileName, message: `got a body that API Gateway rejects: ${line.trim()}` }));
}

function messagesOf(error: unknown): readonly FileMessage[] {
    if (error instanceof DocumentError) return error.messages;
    throw error;
}

function operationsIn(body: string, { basePath, document }: PublishedApi): InspectedOperation[] {
    const read = readRestApiBody(body)?.operations ?? [];
    const published = new Map(read.map((operation) => [`${operation.method} ${operation.path}`, operation]));
    return document.operations.map((operation) => {
        const method = operation.method.toUpperCase();
        const path = mountedPath(basePath, operation.path);
        const { integration, needsApiKey = false } = published.get(`${method} ${path}`) ?? {};
        return {
            method,
            path,
            ...(method === "GET" && { caching: cachingOf(operation) }),
            cacheKeys: integrationForm.parse(integration ?? {}).cacheKeyParameters,
            needsApiKey,
            ...(operation.validation && { validation: operation.validation }),
        };
    });
}

function cachingOf({ cached, volatile }: Operation): "cached" | "volatile" | "not cached" {
    if (cached) return "cached";
    return volatile ? "volatile" : "not cached";
}
