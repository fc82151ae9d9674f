import type { IncomingMessage, ServerResponse } from "node:http";
import type { Caller } from "../caller";

/**
 * Handles a request of an SDK.
 * @param path what follows the mount point, with the query, such as `/bucket/key?versionId=1`. The signature covers `request.url`, so that
 * stays what the client has sent.
 */
export type ServiceHandler = (request: IncomingMessage, response: ServerResponse, path: string) => Promise<void>;

/** The role of an access key and its secret; undefined for an unknown key. */
export type FindCaller = (accessKeyId: string) => FoundCaller | undefined;

/** A role with the secret that its requests are signed with. */
export interface FoundCaller {
    readonly caller: Caller;
    readonly secretAccessKey: string;
}

/** Options of the handlers of all services. */
export interface HandlerOptions {
    readonly find: FindCaller;
    /** Region that requests have to be signed for, such as `us-east-1`. */
    readonly region: string;
    /** Time in milliseconds since 1970. */
    readonly now: () => number;
    /** A new id, such as a UUID, for requests. */
    readonly newId: () => string;
}
