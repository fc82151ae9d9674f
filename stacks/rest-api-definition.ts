import { mapValues } from "../infra/map-values";
import type { AwsPlace } from "../openapi/aws-place";
import { deriveBody } from "../openapi/derive/body";
import { rejectClashes } from "../openapi/derive/clashes";
import { cutVariables, removedPrefix } from "../openapi/derive/function-paths";
import { operationsOf, type PublishedOperation } from "../openapi/operations";
import type { FileMessage } from "../openapi/problem";
import { readDocuments } from "./documents";
import { operationProblems } from "./operation-limits";
import { functionName } from "./settings/lambda/function-names";
import { SettingsError } from "./settings/problems";
import type { Settings } from "./settings/schema";

/** The REST API of a stack, as its documents and settings define it, before anything is deployed. */
export interface RestApiDefinition {
    /**
     * The OpenAPI document that API Gateway imports.
     * @param place where the stack's functions are; needed if an API runs on Lambda.
     */
    readonly body: (place?: AwsPlace) => string;
    /** The beginning of the paths that a function's adapter removes, by the name of each API that runs on Lambda. */
    readonly removedPrefixes: Readonly<Record<string, string>>;
    /** The operations of all APIs. */
    readonly operations: readonly PublishedOperation[];
    /** GET operations that must not be cached, as MethodSettings spells them: `~1pictures~1{id}~1views/GET`. */
    readonly uncachedMethodPaths: readonly string[];
    /** Warnings about values that a function would not receive as they are. */
    readonly cutVariables: readonly FileMessage[];
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
 * @throws {SettingsError} for settings of operations that no document has.
 */
export function defineRestApi(title: string, settings: Settings, projectFolder: string): RestApiDefinition {
    const { apis, gateway } = settings;
    const binaryMediaTypes = mapValues(apis, (api) => api.binaryMediaTypes);
    const documents = readDocuments(projectFolder, Object.keys(apis), binaryMediaTypes).map((api) =>
        apis[api.name]?.runsOn === "lambda" ? { ...api, functionName: functionName(title, api.name) } : api,
    );
    // Before the first call to AWS.
    rejectClashes(documents);
    const operations = operationsOf(documents);
    const problems = operationProblems(settings, operations);
    if (problems.length > 0) throw new SettingsError(problems);
    const { cors, errors, compressionMinimumBytes } = gateway;
    const input = {
        title,
        version: "1.0.0",
        apis: documents,
        ...(cors && { cors }),
        errors,
        ...(typeof compressionMinimumBytes === "number" && { minimumCompressionSize: compressionMinimumBytes }),
    };
    return {
        body: (place) => deriveBody({ ...input, place }),
        removedPrefixes: Object.fromEntries(
            documents
                .filter(({ functionName }) => functionName !== undefined)
                .map((api) => [api.name, removedPrefix(api)]),
        ),
        cutVariables: documents.flatMap(cutVariables),
        operations,
        uncachedMethodPaths: operations
            .filter(({ method, cached }) => method === "get" && !cached)
            .map(({ methodPath }) => methodPath),
        adjustments: documents.flatMap(({ document }) => document.adjustments),
        credentialHeaders: Object.fromEntries(
            documents.map(({ document }) => [document.fileName, document.credentialHeaders]),
        ),
    };
}
