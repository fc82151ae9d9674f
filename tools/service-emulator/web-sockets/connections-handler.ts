import { deniedMessage, ServiceError } from "../caller";
import { readBody, sendText } from "../wire/request-body";
import type { HandlerOptions, ServiceHandler } from "../wire/service-handler";
import { signedCaller } from "../wire/signed-caller";
import type { Connection } from "./connection";
import { maxMessage } from "./frame-sizes";
import type { WebSocketServer } from "./web-socket-server";
import type { WebSocketStage } from "./web-socket-stage";

/**
 * The `@connections` API (apigateway/latest/developerguide/apigateway-how-to-call-websocket-api-connections; errors:
 * apigatewaymanagementapi's API reference). Paths are `/<api>/<stage>/@connections/<id>`.
 */
export function createConnectionsHandler(
    server: WebSocketServer,
    findStage: (api: string, stage: string) => WebSocketStage | undefined,
    options: HandlerOptions,
): ServiceHandler {
    return async (request, response, path) => {
        const send = (status: number, body: object | undefined, errorType?: string) =>
            sendText(response, {
                status,
                headers: {
                    ...(body !== undefined && { "Content-Type": "application/json" }),
                    ...(errorType !== undefined && { "x-amzn-ErrorType": errorType }),
                    "x-amzn-RequestId": options.newId(),
                },
                body: body === undefined ? "" : JSON.stringify(body),
            });
        try {
            const body = await readBody(request, maxMessage);
            if (body === undefined) throw new ServiceError("PayloadTooLargeException", "Message too long", 413);
            const caller = signedCaller(request, body, "execute-api", options);
            const [, api = "", name = "", id = ""] =
                /^\/([^/?]+)\/([^/?]+)\/@connections\/([^/?]+)(?:\?.*)?$/.exec(path)?.map(decodeURIComponent) ?? [];
            const stage = findStage(api, name);
            if (stage === undefined) throw new ServiceError("ForbiddenException", "Forbidden", 403);
            const { method = "" } = request;
            const resource = `${stage.executionArn}/${name}/${method}/@connections/${id}`;
            if (!caller.allows("execute-api:ManageConnections", resource))
                throw new ServiceError(
                    "ForbiddenException",
                    deniedMessage(caller, "execute-api:ManageConnections", resource),
                    403,
                );
            const connection = server.find(api, name, id);
            if (connection === undefined) throw new ServiceError("GoneException", "", 410);
            const result = await respond(method, connection, body);
            send(result === undefined && method === "DELETE" ? 204 : 200, result);
        } catch (error) {
            if (!(error instanceof ServiceError)) throw error;
            const { code, message, status } = error;
            send(status, message === "" ? undefined : { message }, code);
        }
    };
}

async function respond(method: string, connection: Connection, body: Buffer): Promise<object | undefined> {
    switch (method) {
        case "POST":
            await connection.send(body).catch((error: unknown) => {
                // The client went away while it was sent.
                throw connection.isOpen ? error : new ServiceError("GoneException", "", 410);
            });
            return undefined;
        case "DELETE":
            connection.close(1000, "");
            return undefined;
        case "GET": {
            const { connectedAt, sourceIp, userAgent = "" } = connection.facts;
            return {
                connectedAt: new Date(connectedAt).toISOString(),
                identity: { sourceIp, userAgent },
                lastActiveAt: new Date(connection.lastActiveAt).toISOString(),
            };
        }
        default:
            throw new ServiceError("MissingAuthenticationTokenException", "Missing Authentication Token", 403);
    }
}
