import { deriveBody } from "../openapi/derive/body";
import { operationsOf, type PublishedOperation } from "../openapi/operations";
import { readDocuments } from "./documents";
import type { Settings } from "./settings/schema";

/** The REST API of a stack, as its documents and settings define it, before anything is deployed. */
export interface RestApiDefinition {
    /** The OpenAPI document that API Gateway imports. */
    readonly body: string;
    /** What it publishes. */
    readonly operations: readonly PublishedOperation[];
}

/**
 * Composes the REST API of a stack.
 * @param title name of the API at AWS.
 * @param projectFolder folder that holds `app`.
 * @throws {DocumentError} with every fault of every document.
 */
export function defineRestApi(title: string, { apis, gateway }: Settings, projectFolder: string): RestApiDefinition {
    const documents = readDocuments(projectFolder, Object.keys(apis));
    return {
        body: deriveBody({ title, version: "1.0.0", apis: documents, ...(gateway.cors && { cors: gateway.cors }) }),
        operations: operationsOf(documents),
    };
}
