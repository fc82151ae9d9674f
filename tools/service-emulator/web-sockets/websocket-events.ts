import type { IncomingMessage } from "node:http";
import type { WebSocketStage } from "./web-socket-stage";

/** A connection, as events describe it. */
export interface ConnectionFacts {
    readonly id: string;
    /** Name of the API in the path of the connection. */
    readonly api: string;
    readonly stage: WebSocketStage;
    /** Time in milliseconds since 1970. */
    readonly connectedAt: number;
    readonly sourceIp: string;
    readonly userAgent: string | undefined;
    /** Key of the client, if the stage asks for one. */
    readonly key?: { readonly id: string; readonly value: string } | undefined;
    /** What the authorizer says of the client. */
    readonly authorizer?: Readonly<Record<string, unknown>> | undefined;
}

/** What happens to a connection now. */
export interface Occasion {
    readonly routeKey: string;
    readonly requestId: string;
    /** Time in milliseconds since 1970. */
    readonly now: number;
}

/**
 * The event of `$connect` (recorded by aws-powertools, tests/events/apiGatewayWebSocketApiConnect.json; queries and the
 * authorizer: apigateway/latest/developerguide/apigateway-websocket-api-mapping-template-reference).
 */
export function connectEvent(facts: ConnectionFacts, request: IncomingMessage, occasion: Occasion): object {
    return {
        ...requestParts(request),
        requestContext: requestContext(facts, occasion, { eventType: "CONNECT" }),
        ...variables(facts),
        isBase64Encoded: false,
    };
}

/** The event of a REQUEST authorizer (apigateway/latest/developerguide/apigateway-websocket-api-lambda-auth). */
export function authorizerEvent(facts: ConnectionFacts, request: IncomingMessage, occasion: Occasion): object {
    return {
        type: "REQUEST",
        methodArn: `${facts.stage.executionArn}/${facts.stage.name}/${occasion.routeKey}`,
        ...requestParts(request),
        stageVariables: facts.stage.variables ?? {},
        requestContext: requestContext(facts, occasion, { eventType: "CONNECT" }),
    };
}

/** The event of a message; a binary one is in base64 (recorded by aws-powertools, apiGatewayWebSocketApiMessage.json). */
export function messageEvent(facts: ConnectionFacts, body: Buffer, isBinary: boolean, occasion: Occasion): object {
    const messageId = occasion.requestId;
    return {
        requestContext: requestContext(facts, occasion, { messageId, eventType: "MESSAGE" }),
        ...variables(facts),
        body: body.toString(isBinary ? "base64" : "utf8"),
        isBase64Encoded: isBinary,
    };
}

/** The event of `$disconnect` (recorded by aws-powertools, apiGatewayWebSocketApiDisconnect.json). */
export function disconnectEvent(facts: ConnectionFacts, code: number, reason: string, occasion: Occasion): object {
    const headers = { Host: facts.stage.domainName, "x-api-key": "", "X-Forwarded-For": "", "x-restapi": "" };
    const disconnect = { disconnectStatusCode: code, eventType: "DISCONNECT", disconnectReason: reason };
    return {
        headers,
        multiValueHeaders: lists(headers),
        requestContext: requestContext(facts, occasion, disconnect),
        ...variables(facts),
        isBase64Encoded: false,
    };
}

/** The query of a request. */
export function queryOf({ url = "/" }: IncomingMessage): URLSearchParams {
    return new URL(url, "http://localhost").searchParams;
}

function requestParts(request: IncomingMessage): object {
    const headers: Record<string, string> = {};
    for (let index = 0; index < request.rawHeaders.length; index += 2) {
        const name = request.rawHeaders[index] ?? "";
        // Hop by hop; API Gateway passes neither on.
        if (!/^(connection|upgrade)$/i.test(name)) headers[name] = request.rawHeaders[index + 1] ?? "";
    }
    const query = queryOf(request);
    const names = [...new Set(query.keys())];
    const hasQuery = names.length > 0;
    return {
        headers,
        multiValueHeaders: lists(headers),
        ...(hasQuery && {
            queryStringParameters: Object.fromEntries(names.map((name) => [name, query.getAll(name).at(-1)])),
            multiValueQueryStringParameters: Object.fromEntries(names.map((name) => [name, query.getAll(name)])),
        }),
    };
}

function requestContext(facts: ConnectionFacts, { routeKey, requestId, now }: Occasion, own: object): object {
    const { id, stage, connectedAt, sourceIp, userAgent, key, authorizer } = facts;
    return {
        routeKey,
        ...(authorizer !== undefined && { authorizer }),
        ...own,
        extendedRequestId: requestId,
        requestTime: requestTime(now),
        messageDirection: "IN",
        stage: stage.name,
        connectedAt,
        requestTimeEpoch: now,
        identity: {
            ...(userAgent !== undefined && { userAgent }),
            sourceIp,
            ...(key !== undefined && { apiKey: key.value, apiKeyId: key.id }),
        },
        requestId,
        domainName: stage.domainName,
        connectionId: id,
        apiId: stage.apiId,
    };
}

function variables({ stage }: ConnectionFacts): object {
    return stage.variables === undefined ? {} : { stageVariables: stage.variables };
}

// Such as 11/Nov/2024:11:35:24 +0000.
function requestTime(now: number): string {
    const [, day, month, year, time] = /^\w+, (\d+) (\w+) (\d+) ([\d:]+)/.exec(new Date(now).toUTCString()) ?? [];
    return `${day}/${month}/${year}:${time} +0000`;
}

function lists(headers: Readonly<Record<string, string>>): Record<string, readonly string[]> {
    return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]]));
}
