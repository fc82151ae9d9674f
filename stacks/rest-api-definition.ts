import { mapValues } from "../infra/map-values";
import type { Authorizers } from "../openapi/authorizer";
import type { AwsPlace } from "../openapi/aws-place";
import { deriveBody } from "../openapi/derive/body";
import { rejectClashes } from "../openapi/derive/clashes";
import { cutVariables, removedPrefix } from "../openapi/derive/function-paths";
import { operationsOf } from "../openapi/operations";
import type { FileMessage } from "../openapi/problem";
import { demandedScopes, unknownScopes, unusedAuthorizers } from "./authorized-operations";
import { readDocuments } from "./documents";
import { authorizersOf } from "./settings/authorizers/authorizers";
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
    /** GET operations that must not be cached, as MethodSettings spells them: `~1pictures~1{id}~1views/GET`. */
    readonly uncachedMethodPaths: readonly string[];
    /** Warnings about values that a function would not receive as they are. */
    readonly cutVariables: readonly FileMessage[];
    /** The changes without which API Gateway could not serve the documents. */
    readonly adjustments: readonly FileMessage[];
    /** The authorizers of the security schemes, by their name. */
    readonly authorizers: Authorizers;
    /** Scopes that operations demand of the stack's own user pool, sorted. */
    readonly userPoolScopes: readonly string[];
    /** Headers with credentials for the backends, by the file of the document. */
    readonly credentialHeaders: Readonly<Record<string, readonly string[]>>;
}

/**
 * Composes the REST API of a stack.
 * @param title name of the API at AWS.
 * @param projectFolder folder that contains `app`.
 * @throws {DocumentError} with every problem of every document.
 * @throws {SettingsError} for authorizers that check no operation, and for scopes that none demands.
 */
export function defineRestApi(title: string, settings: Settings, projectFolder: string): RestApiDefinition {
    const { apis, gateway } = settings;
    const binaryMediaTypes = mapValues(apis, (api) => api.binaryMediaTypes);
    const authorizers = authorizersOf(title, settings);
    const read = readDocuments(projectFolder, Object.keys(apis), binaryMediaTypes, authorizers);
    const problems = [...unusedAuthorizers(read, authorizers), ...unknownScopes(read, settings, authorizers)];
    if (problems.length > 0) throw new SettingsError(problems);
    const documents = read.map((api) =>
        apis[api.name]?.runsOn === "lambda" ? { ...api, functionName: functionName(title, api.name) } : api,
    );
    // Before the first call to AWS.
    rejectClashes(documents);
    const input = {
        title,
        version: "1.0.0",
        apis: documents,
        authorizers,
        ...(gateway.cors && { cors: gateway.cors }),
    };
    return {
        body: (place) => deriveBody({ ...input, place }),
        removedPrefixes: Object.fromEntries(
            documents
                .filter(({ functionName }) => functionName !== undefined)
                .map((api) => [api.name, removedPrefix(api)]),
        ),
        cutVariables: documents.flatMap(cutVariables),
        uncachedMethodPaths: operationsOf(documents)
            .filter(({ method, cached }) => method === "get" && !cached)
            .map(({ methodPath }) => methodPath),
        authorizers,
        userPoolScopes: demandedScopes(documents, authorizers),
        adjustments: documents.flatMap(({ document }) => document.adjustments),
        credentialHeaders: Object.fromEntries(
            documents.map(({ document }) => [document.fileName, document.credentialHeaders]),
        ),
    };
}
