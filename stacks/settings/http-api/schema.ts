import type { z } from "zod";
import { dnsName, dnsNameForm } from "../domain/forms";
import { regionalName } from "../domain/regional-name";
import { boolean, integer, list, number, object, oneOf, string } from "../form";
import { maxInt32 } from "../gateway/limits";
import { operationThrottles } from "../gateway/operation-throttles";

// With 0, every call gets 429.
const throttle = object({
    requestsPerSecond: number("a number of 1 or more", 1, Number.MAX_SAFE_INTEGER).describe(
        "Steady rate, in requests per second.",
    ),
    burst: integer(`an integer from 1 to ${maxInt32}`, 1, maxInt32).describe("Requests that may arrive at once."),
});

const originForm = "* or an origin such as https://example.com";
// Browsers compare the whole string with their own form of an origin (fetch.spec.whatwg.org, CORS check).
const originPattern = /^(\*|https?:\/\/[a-z0-9.-]+(:\d{1,5})?)$/;

const cors = object({
    allowOrigins: list("a list of origins such as [https://example.com], or [*]", string(originForm, originPattern))
        .min(1, { error: "at least one origin" })
        .describe("Origins that browsers may call from."),
    allowHeaders: list("a list of header names", string("a header name", /^[A-Za-z0-9-]+$/))
        .default(["Content-Type", "X-Api-Key"])
        .describe("Request headers that browsers may send; with `keys: required`, `X-Api-Key` must be one of them."),
    maxAgeSeconds: integer("an integer from 0 to 86400", 0, 86_400)
        .default(600)
        .describe("Seconds for which a browser caches the response to a preflight request."),
});

const domain = object({
    name: string(dnsNameForm, dnsName).describe("Name under which clients call the APIs, at its root."),
    ...regionalName,
});

/** The settings of the HTTP API: `gatehouse:httpApi`. */
export const httpApi = object({
    throttle: throttle.describe(
        "Limit for all clients together, per operation. It also counts calls without a valid key.",
    ),
    throttles: operationThrottles
        .optional()
        .describe(
            "Limits of single operations in place of `throttle`, such as `books GET /{id}`: API, method and path as in its document.",
        ),
    keys: oneOf(["required", "none"]).describe(
        "Whether a function checks the API key of each call, which an HTTP API cannot do by itself. With `none`, anyone may call, and rule R4 reports it.",
    ),
    cors: cors
        .optional()
        .describe(
            "CORS: the HTTP API responds to preflight requests, and sets the headers in place of those of the servers. Default: none.",
        ),
    domain: domain
        .optional()
        .describe("A name of your own for the HTTP API. Default: clients call the API's host name at AWS."),
    defaultEndpoint: oneOf(["enabled", "disabled"])
        .default("enabled")
        .describe("The API's host name at AWS, `*.execute-api.…`; `disabled` needs `domain`."),
    detailedMetrics: boolean()
        .default(false)
        .describe("Metrics of each route beside those of the API, billed as custom metrics."),
    canaryCall: boolean()
        .default(true)
        .describe(
            "Call an operation once a day. AWS deactivates a VPC link without traffic for 60 days, and calls then fail for some minutes.",
        ),
});

/** The parsed settings of an HTTP API. */
export type HttpApiSettings = z.output<typeof httpApi>;

/** Client and plan of the canary call; neither name in the settings can have a space. */
export const canaryClient = "canary call";
