import { store } from "./connections";
import { type ConnectionEvent, offeredSubprotocols, type RouteResponse, selectedSubprotocol } from "./events";

/**
 * `$connect`: stores the connection, and returns the subprotocol, without which a browser that offers any would close the connection
 * (docs.aws.amazon.com/apigateway/latest/developerguide/websocket-connect-route-subprotocol.html). API Gateway has checked the API key.
 * @throws if the connection cannot be stored; the client then gets 502 instead of a connection that is told nothing.
 */
export async function handler({ requestContext, headers }: ConnectionEvent): Promise<RouteResponse> {
    const offered = offeredSubprotocols(headers);
    if (offered.length > 0 && !offered.includes(selectedSubprotocol))
        return { statusCode: 400, body: JSON.stringify({ message: `offer the subprotocol "${selectedSubprotocol}"` }) };
    const { stage, connectionId, connectedAt = Date.now(), identity } = requestContext;
    await store({
        ...{ stage, connectionId, connectedAt: new Date(connectedAt).toISOString() },
        ...(identity?.apiKeyId && { keyId: identity.apiKeyId }),
    });
    return {
        statusCode: 200,
        ...(offered.length > 0 && { headers: { "Sec-WebSocket-Protocol": selectedSubprotocol } }),
    };
}
