import type { IncomingMessage } from "node:http";
import { z } from "zod";
import { authorizeConnection } from "./authorize-connection";
import { Rejection } from "./rejection";
import type { RouteThrottles } from "./route-throttles";
import type { CheckKey } from "./web-socket-stage";
import { authorizerEvent, type ConnectionFacts, connectEvent, type Occasion } from "./websocket-events";

/** A handshake that API Gateway accepts. */
export interface Accepted {
    readonly facts: ConnectionFacts;
    /** The subprotocol that `$connect` returns; undefined for none. */
    readonly subprotocol: string | undefined;
}

/** The dependencies of a handshake. */
export interface HandshakeDependencies {
    readonly checkKey: CheckKey;
    readonly throttles: RouteThrottles;
}

const resultSchema = z.object({
    statusCode: z.coerce.number().int(),
    body: z.string().optional(),
    headers: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
});

/**
 * Decides about a new connection as API Gateway does: authorizer, API key, throttle, `$connect`. Its status is that of the handshake, and a
 * function that fails makes it 502 (observed: public notes on wscat and `$connect`).
 * @throws {Rejection} for a connection that is not to be.
 */
export async function shakeHands(
    facts: ConnectionFacts,
    request: IncomingMessage,
    occasion: Occasion,
    { checkKey, throttles }: HandshakeDependencies,
): Promise<Accepted> {
    const { stage } = facts;
    const route = stage.routes.$connect;
    if (route === undefined) return { facts, subprotocol: undefined };
    const { executionArn, name } = stage;
    const authorization =
        route.authorizer &&
        (await authorizeConnection(
            route.authorizer,
            request,
            authorizerEvent(facts, request, occasion),
            `${executionArn}/${name}/${occasion.routeKey}`,
        ));
    const header = request.headers["x-api-key"];
    const value = stage.keySource === "header" ? [header].flat()[0] : authorization?.usageIdentifierKey;
    const key = route.needsKey === true ? checkedKey(stage, value, checkKey) : undefined;
    if (!throttles.take(stage, "$connect", route.throttle)) throw new Rejection(429, "Too Many Requests");
    const known = { ...facts, key, ...(authorization && { authorizer: authorization.context }) };
    const result = await route.invoke(connectEvent(known, request, occasion));
    if (result.kind === "function error") throw badGateway(`$connect failed: ${result.reason}`);
    const { success, data } = resultSchema.safeParse(JSON.parse(result.payload || "null"));
    if (!success) throw badGateway("the result of $connect has no statusCode");
    if (data.statusCode < 200 || data.statusCode > 299)
        throw new Rejection(data.statusCode, { body: data.body ?? "" }, `$connect responded ${data.statusCode}`);
    return { facts: known, subprotocol: subprotocolOf(data.headers ?? {}) };
}

function checkedKey(
    stage: ConnectionFacts["stage"],
    value: string | undefined,
    checkKey: CheckKey,
): ConnectionFacts["key"] {
    const check = checkKey(stage, value);
    switch (check.kind) {
        case "valid":
            return { id: check.keyId, value: value ?? "" };
        case "invalid":
            throw new Rejection(403, "Forbidden", check.explanation);
        // The texts of REST APIs, whose gateway responses are documented.
        case "throttled":
            throw new Rejection(429, "Too Many Requests", "the throttle of the usage plan");
        case "quota exceeded":
            throw new Rejection(429, "Limit Exceeded", "the quota of the usage plan");
    }
}

function subprotocolOf(headers: Readonly<Record<string, unknown>>): string | undefined {
    const found = Object.entries(headers).find(([name]) => name.toLowerCase() === "sec-websocket-protocol");
    return found === undefined ? undefined : String(found[1]);
}

function badGateway(explanation: string): Rejection {
    return new Rejection(502, "Internal server error", explanation);
}
