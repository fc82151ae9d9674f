/** The event that API Gateway passes to the function of a route (developer guide, "Set up a WebSocket API integration request"). */
export interface ConnectionEvent {
    readonly requestContext: {
        readonly connectionId: string;
        readonly stage: string;
        /** Milliseconds since 1970. */
        readonly connectedAt?: number;
        readonly identity?: { readonly apiKeyId?: string | null };
    };
    /** Only at `$connect`; in the client's spelling. */
    readonly headers?: Readonly<Record<string, string>> | null;
    /** The message; absent at `$connect` and `$disconnect`. */
    readonly body?: string | null;
}

/** The response of the function of a route: its body is the message to the client, if the route has a response. */
export interface RouteResponse {
    readonly statusCode: number;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: string;
}

/** The subprotocol that the connection has, if the client offers any. */
export const selectedSubprotocol = "gatehouse";

/** The subprotocols that a client offers, in its order (RFC 6455, 4.1). */
export function offeredSubprotocols(headers: ConnectionEvent["headers"]): string[] {
    const header = Object.entries(headers ?? {}).find(([name]) => name.toLowerCase() === "sec-websocket-protocol");
    return (header?.[1] ?? "")
        .split(",")
        .map((subprotocol) => subprotocol.trim())
        .filter((subprotocol) => subprotocol !== "");
}
