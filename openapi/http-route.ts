import type { Method } from "./document";
import type { FileLine } from "./problem";

/** A route of an HTTP API: an operation of a document, as clients call it. */
export interface HttpRoute {
    /** Name of the API, for example `books`. */
    readonly api: string;
    /** As in the document; absent if the document has none. */
    readonly operationId?: string;
    /** Key of the route at AWS, for example `GET /api/books/{p1}`: it has no name of a variable of the document. */
    readonly routeKey: string;
    readonly method: Method;
    /** Path of the operation, for example `/api/books/{id}`; its last variable may be greedy, as in `/files/{path+}`. */
    readonly path: string;
    /**
     * Name of the security scheme whose authorizer checks every call: `api_key` for the API key, or one of the settings; an HTTP API
     * has one authorizer for a route. Absent: the document lets calls through without a key.
     */
    readonly authorizer?: string;
    /** Scopes of which a token needs one; empty if the authorizer checks none. */
    readonly scopes: readonly string[];
    /** Whether a cache may keep its responses: those of GET, unless the document says that they must be fresh. */
    readonly cached: boolean;
    /** True if the document lets calls through without a key. */
    readonly openToAll?: true;
    /** Whether a call needs an API key and nothing else: no value for a parameter, no body, and no other credential. */
    readonly needsOnlyKey: boolean;
    /** Where its method is written: in the document or in its overlay. */
    readonly source: FileLine;
}

/** Where an HTTP API publishes an API. */
export interface HttpBase {
    /** Beginning of the paths of all its routes, for example `/api/books`. */
    readonly path: string;
    /** Whether the load balancer removes it, so that the API's server does not see it. */
    readonly isRemoved: boolean;
}
