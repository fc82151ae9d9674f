import { z } from "zod";
import { list, object, oneOf, string } from "../form";
import { throttle } from "../gateway/limits";

const routeName = string("the name of a route in websocket.yaml", /^[A-Za-z0-9_-]{1,128}$/);

const identitySourceForm = "a list such as [header.Authorization, querystring.ticket]";

/** The settings of an API's WebSocket API: `gatehouse:apis.<name>.webSocket`. */
export const webSocket = object({
    key: oneOf(["header", "subprotocol", "authorizer"])
        .default("header")
        .describe(
            "Where API Gateway gets the API key of a new connection: the header `x-api-key`; the list of subprotocols, for browsers, which can set no header; or the result of `authorizer`.",
        ),
    authorizer: string("a file of the API such as functions/authorize.ts", /^(?!\/)(?!.*\.\.)[\w./-]+\.[jt]s$/)
        .optional()
        .describe(
            "Function that decides who may connect, besides the API key: a file that exports `handler`. Default: none.",
        ),
    identitySources: list(identitySourceForm, string(identitySourceForm, /^(header|querystring)\.[A-Za-z0-9._-]+$/))
        .min(1, { error: "at least one identity source" })
        .optional()
        .describe(
            "Headers and parameters of the query without which `authorizer` is not asked, and the client gets 401. Required with `key: authorizer`; do not put an API key in the query, which logs of others may contain. Default: none.",
        ),
    throttle: throttle
        .default({ requestsPerSecond: 500, burst: 500 })
        .describe("Limit for all clients together, per route: connections, and messages."),
    throttles: z
        .record(routeName, throttle, { error: "a map from the name of a route to its limit" })
        .meta({ form: "a map from the name of a route to its limit" })
        .default({})
        .describe("Limits of single routes in place of `throttle`."),
});

/** The parsed settings of a WebSocket API. */
export type WebSocketSettings = z.output<typeof webSocket>;
