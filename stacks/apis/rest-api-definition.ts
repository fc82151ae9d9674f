import type { Authorizers, RestAuthorizer } from "../../openapi/authorizer";
import type { AwsPlace } from "../../openapi/aws-place";
import { deriveBody } from "../../openapi/derive/body";
import { rejectClashes } from "../../openapi/derive/clashes";
import { cutVariables, removedPrefix } from "../../openapi/derive/function-paths";
import type { PublishedApi } from "../../openapi/document";
import { operationsOf, type PublishedOperation } from "../../openapi/operations";
import { DocumentError, type FileMessage } from "../../openapi/problem";
import { authorizersOf } from "../settings/authorizers/authorizers";
import { functionName } from "../settings/lambda/function-names";
import type { Settings } from "../settings/schema";
import { demandedScopes, usedAuthorizers } from "./authorized-operations";
import { integrationProblems } from "./integration-checks";
import { type ApiIntegrations, integrationsOf } from "./service-integrations";

/** The REST API of a stack, as its documents and settings define it, before anything is deployed. */
export interface RestApiDefinition {
    /**
     * The OpenAPI document that API Gateway imports.
     * @param place where the stack's functions are; needed if an API runs on Lambda or has integrations.
     */
    readonly body: (place?: AwsPlace) => string;
    /** The beginning of the paths that a function's adapter removes, by the name of each API that runs on Lambda. */
    readonly removedPrefixes: Readonly<Record<string, string>>;
    /** The operations of all APIs. */
    readonly operations: readonly PublishedOperation[];
    /** GET operations that must not be cached, as MethodSettings spells them: `~1pictures~1{id}~1views/GET`. */
    readonly uncachedMethodPaths: readonly string[];
    /** Integrations that answer operations instead of the APIs' servers, by the name of the API. */
    readonly integrations: Readonly<Record<string, ApiIntegrations>>;
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
 * @param read the documents of the APIs that it publishes.
 * @throws {DocumentError} with every problem of every document.
 */
export function defineRestApi(
    title: string,
    settings: Settings,
    projectFolder: string,
    read: readonly PublishedApi[],
): RestApiDefinition {
    const { apis, gateway } = settings;
    const authorizers = authorizersOf(title, settings);
    const documents = read.map((api) => ({
        ...api,
        ...(apis[api.name]?.runsOn === "lambda" && { functionName: functionName(title, api.name) }),
        ...(api.integrations && { targets: apis[api.name]?.targets ?? {} }),
    }));
    const ofIntegrations = integrationProblems(documents, apis, projectFolder);
    if (ofIntegrations.length > 0) throw new DocumentError(ofIntegrations);
    // Before the first call to AWS.
    rejectClashes(documents);
    const operations = operationsOf(documents);
    const { cors, errors, compressionMinimumBytes } = gateway;
    const input = {
        title,
        version: "1.0.0",
        apis: documents,
        ...(cors && { cors }),
        errors,
        // API Gateway creates each of them.
        authorizers: ofRestApis(usedAuthorizers(documents, authorizers)),
        ...(typeof compressionMinimumBytes === "number" && { minimumCompressionSize: compressionMinimumBytes }),
    };
    return {
        body: (place) => deriveBody({ ...input, place }),
        integrations: integrationsOf(title, documents, projectFolder),
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
        authorizers,
        userPoolScopes: demandedScopes(documents, authorizers),
        adjustments: documents.flatMap(({ document }) => document.adjustments),
        credentialHeaders: Object.fromEntries(
            documents.map(({ document }) => [document.fileName, document.credentialHeaders]),
        ),
    };
}

// An HTTP API has the others.
function ofRestApis(authorizers: Authorizers): Record<string, RestAuthorizer> {
    return Object.fromEntries(
        Object.entries(authorizers).flatMap(([scheme, own]) => (own.type === "jwt" ? [] : [[scheme, own]])),
    );
}
