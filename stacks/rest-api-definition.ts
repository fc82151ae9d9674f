import { mapValues } from "../infra/map-values";
import type { AwsPlace } from "../openapi/aws-place";
import { deriveBody } from "../openapi/derive/body";
import { rejectClashes } from "../openapi/derive/clashes";
import { cutVariables, removedPrefix } from "../openapi/derive/function-paths";
import { operationsOf } from "../openapi/operations";
import { DocumentError, type FileMessage } from "../openapi/problem";
import { readDocuments } from "./documents";
import { integrationProblems, targetSettingProblems } from "./integration-checks";
import { type ApiIntegrations, integrationsOf } from "./service-integrations";
import { functionName } from "./settings/lambda/function-names";
import { SettingsError } from "./settings/problems";
import type { Settings } from "./settings/schema";

/** The REST API of a stack, as its documents and settings define it, before anything is deployed. */
export interface RestApiDefinition {
    /**
     * The OpenAPI document that API Gateway imports.
     * @param place where the stack's functions are; needed if an API runs on Lambda or has integrations.
     */
    readonly body: (place?: AwsPlace) => string;
    /** The beginning of the paths that a function's adapter removes, by the name of each API that runs on Lambda. */
    readonly removedPrefixes: Readonly<Record<string, string>>;
    /** GET operations that must not be cached, as MethodSettings spells them: `~1pictures~1{id}~1views/GET`. */
    readonly uncachedMethodPaths: readonly string[];
    /** What answers operations instead of the APIs' servers, by the name of the API. */
    readonly integrations: Readonly<Record<string, ApiIntegrations>>;
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
 * @throws {SettingsError} with every existing resource in the settings that integrations cannot call.
 */
export function defineRestApi(title: string, { apis, gateway }: Settings, projectFolder: string): RestApiDefinition {
    const binaryMediaTypes = mapValues(apis, (api) => api.binaryMediaTypes);
    const documents = readDocuments(projectFolder, Object.keys(apis), binaryMediaTypes).map((api) => ({
        ...api,
        ...(apis[api.name]?.runsOn === "lambda" && { functionName: functionName(title, api.name) }),
        ...(api.integrations && { targets: apis[api.name]?.targets ?? {} }),
    }));
    const problems = integrationProblems(documents, apis, projectFolder);
    if (problems.length > 0) throw new DocumentError(problems);
    const targetProblems = targetSettingProblems(documents, apis);
    if (targetProblems.length > 0) throw new SettingsError(targetProblems);
    // Before the first call to AWS.
    rejectClashes(documents);
    const input = { title, version: "1.0.0", apis: documents, ...(gateway.cors && { cors: gateway.cors }) };
    return {
        body: (place) => deriveBody({ ...input, place }),
        integrations: integrationsOf(title, documents, projectFolder),
        removedPrefixes: Object.fromEntries(
            documents
                .filter(({ functionName }) => functionName !== undefined)
                .map((api) => [api.name, removedPrefix(api)]),
        ),
        cutVariables: documents.flatMap(cutVariables),
        uncachedMethodPaths: operationsOf(documents)
            .filter(({ method, cached }) => method === "get" && !cached)
            .map(({ methodPath }) => methodPath),
        adjustments: documents.flatMap(({ document }) => document.adjustments),
        credentialHeaders: Object.fromEntries(
            documents.map(({ document }) => [document.fileName, document.credentialHeaders]),
        ),
    };
}
