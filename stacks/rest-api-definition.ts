import { mapValues } from "../infra/map-values";
import { deriveBody } from "../openapi/derive/body";
import { operationsOf } from "../openapi/operations";
import type { FileMessage } from "../openapi/problem";
import { readDocuments } from "./documents";
import type { Settings } from "./settings/schema";

/** The REST API of a stack, as its documents and settings define it, before anything is deployed. */
export interface RestApiDefinition {
    /** The OpenAPI document that API Gateway imports. */
    readonly body: string;
    /** GET operations that must not be cached, as MethodSettings spells them: `~1pictures~1{id}~1views/GET`. */
    readonly uncachedMethodPaths: readonly string[];
    /** The changes without which API Gateway could not serve the documents. */
    readonly adjustments: readonly FileMessage[];
    /** Headers with credentials for the backends, by the file of the document. */
    readonly credentialHeaders: Readonly<Record<string, readonly string[]>>;
}

/**
 * Composes the REST API of a stack.
 * @param title name of the API at AWS.
 * @param projectFolder folder that contains `app`.
 * @throws {DocumentError} with every problem of every document.
 */
export function defineRestApi(title: string, { apis, gateway }: Settings, projectFolder: string): RestApiDefinition {
    const binaryMediaTypes = mapValues(apis, (api) => api.binaryMediaTypes);
    const documents = readDocuments(projectFolder, Object.keys(apis), binaryMediaTypes);
    return {
        body: deriveBody({ title, version: "1.0.0", apis: documents, ...(gateway.cors && { cors: gateway.cors }) }),
        uncachedMethodPaths: operationsOf(documents)
            .filter(({ method, cached }) => method === "get" && !cached)
            .map(({ methodPath }) => methodPath),
        adjustments: documents.flatMap(({ document }) => document.adjustments),
        credentialHeaders: Object.fromEntries(
            documents.map(({ document }) => [document.fileName, document.credentialHeaders]),
        ),
    };
}
