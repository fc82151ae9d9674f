import type { FunctionResult } from "../function-result";

/** A rate of requests, in tokens a second, and the largest burst. */
export interface Throttle {
    readonly rate: number;
    readonly burst: number;
}

/** A route of a WebSocket API: `$connect`, `$disconnect`, `$default` or a route's own name. */
export interface WebSocketRoute {
    /** Invokes the function of the integration (AWS_PROXY). */
    readonly invoke: (event: object) => Promise<FunctionResult>;
    /** Whether the client gets the function's `body` as a message: the route and its route response say so. */
    readonly hasResponse: boolean;
    /** Default: no limit. */
    readonly throttle?: Throttle;
    /** Only for `$connect`. */
    readonly needsKey?: boolean;
    /** Only for `$connect`. */
    readonly authorizer?: WebSocketAuthorizer;
}

/** A Lambda authorizer of the type REQUEST. */
export interface WebSocketAuthorizer {
    /** Such as `route.request.header.Sec-WebSocket-Protocol` or `route.request.querystring.token`; each must be present. */
    readonly identitySources: readonly string[];
    readonly invoke: (event: object) => Promise<FunctionResult>;
}

/** A stage of a WebSocket API. */
export interface WebSocketStage {
    readonly apiId: string;
    readonly name: string;
    /** Such as `arn:aws:execute-api:us-east-1:123456789012:abc123`, the resource of permissions without the stage. */
    readonly executionArn: string;
    /** Host name of the deployed API, in events. */
    readonly domainName: string;
    /** Such as `$request.body.action`. */
    readonly routeSelectionExpression: string;
    /** `header`: `x-api-key`; `authorizer`: the `usageIdentifierKey` of its result. */
    readonly keySource: "header" | "authorizer";
    readonly routes: Readonly<Record<string, WebSocketRoute>>;
    readonly variables?: Readonly<Record<string, string>>;
}

/** The result of the check of an API key against the usage plans of a stage; a valid key was counted. */
export type KeyCheck =
    | { readonly kind: "valid"; readonly keyId: string }
    | { readonly kind: "invalid"; readonly explanation: string }
    | { readonly kind: "throttled" }
    | { readonly kind: "quota exceeded" };

/** Checks the API key of a new connection; `value` is undefined for a client without one. */
export type CheckKey = (stage: WebSocketStage, value: string | undefined) => KeyCheck;
