import type { Method, OpenApiDocument, Operation, PublishedApi } from "./document";
import { apiKeyScheme } from "./key-requirement";
import { methodPath } from "./method-path";
import { mountedPath } from "./paths";
import type { FileLine } from "./problem";

/** An operation as the gateway publishes it. */
export interface PublishedOperation {
    /** Name of the API, for example `pictures`. */
    readonly api: string;
    readonly method: Method;
    /** Path at the gateway, without the stage, for example `/pictures/{id}`. */
    readonly path: string;
    /** Key of its method setting, for example `~1pictures~1{id}/GET`. */
    readonly methodPath: string;
    /** Whether a stage caches the responses. */
    readonly cached: boolean;
    /** Whether a call needs an API key and nothing else: no value for a parameter, no body, and no credential beside the key. */
    readonly needsOnlyKey: boolean;
    /** As in the document; absent if the document has none. */
    readonly operationId?: string;
    /** Where its method is written: in the document or in its overlay. */
    readonly source: FileLine;
}

/** Lists the operations of all APIs, sorted by path and method, without the OPTIONS mocks for CORS. */
export function operationsOf(apis: readonly PublishedApi[]): PublishedOperation[] {
    const operations = apis.flatMap((api) => api.document.operations.map((operation) => publish(api, operation)));
    return operations.sort((a, b) => compare(a.path, b.path) || compare(a.method, b.method));
}

function publish(api: PublishedApi, operation: Operation): PublishedOperation {
    const path = mountedPath(api.basePath, operation.path);
    return {
        api: api.name,
        method: operation.method,
        path,
        methodPath: methodPath(path, operation.method),
        cached: operation.cached,
        needsOnlyKey: needsOnlyKey(operation, api.document),
        source: operation.source,
        ...(operation.operationId === undefined ? {} : { operationId: operation.operationId }),
    };
}

/**
 * Whether a call of an operation needs an API key and nothing else: no value for a parameter, no body, and no credential beside the
 * key. An authorizer is a scheme beside the key's; the credential of a backend is a parameter that the gateway does not demand.
 */
export function needsOnlyKey(
    { path, parameters, requestBody, security = [] }: Operation,
    { credentialHeaders }: OpenApiDocument,
): boolean {
    const credentials = credentialHeaders.map((name) => name.toLowerCase());
    const isNeeded = ({ name, in: place, required }: Operation["parameters"][number]) =>
        required || (place === "header" && credentials.includes(name.toLowerCase()));
    const hasAuthorizer = security.some((requirement) =>
        Object.keys(requirement).some((scheme) => scheme !== apiKeyScheme),
    );
    return !path.includes("{") && !parameters.some(isNeeded) && requestBody?.required !== true && !hasAuthorizer;
}

function compare(a: string, b: string): number {
    return a < b ? -1 : a > b ? 1 : 0;
}
