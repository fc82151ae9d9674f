import type { Method, Operation, PublishedApi } from "./document";
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
        source: operation.source,
        ...(operation.operationId === undefined ? {} : { operationId: operation.operationId }),
    };
}

function compare(a: string, b: string): number {
    return a < b ? -1 : a > b ? 1 : 0;
}
