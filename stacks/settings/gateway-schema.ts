import { boolean, integer, list, number, object, oneOf, string } from "./form";

/** Sizes of a stage's cache in GB (docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-caching.html). */
const cacheSizes = [0.5, 1.6, 6.1, 13.5, 28.4, 58.2, 118, 237] as const;

const max = Number.MAX_SAFE_INTEGER;
const rate = number("a number of 0 or more", 0, max);
const burst = integer("an integer of 0 or more", 0, max);

/** The settings of the REST API: `gatehouse:gateway`. */
export const gateway = object({
    cors: object({
        allowOrigin: string("* or an origin such as https://example.com", /^(\*|https?:\/\/[^\s/'"]+)$/).describe(
            "Origin that browsers may call from: `*` or one origin.",
        ),
        allowHeaders: list("a list of header names", string("a header name", /^[A-Za-z0-9-]+$/))
            .default(["Content-Type", "X-Api-Key"])
            .describe("Request headers that browsers may send."),
        maxAgeSeconds: integer("an integer from 0 to 86400", 0, 86400)
            .default(600)
            .describe("Seconds for which a browser caches the response to a preflight request."),
    })
        .optional()
        .describe("CORS: responses to preflight requests, and headers on the gateway's own errors. Default: none."),
    accountRole: boolean()
        .default(true)
        .describe("Set the region's CloudWatch role for API Gateway. Turn it off where another program manages it."),
    tracing: boolean().default(true).describe("Trace requests with AWS X-Ray."),
});

const throttle = object({
    requestsPerSecond: rate.describe("Steady rate, in requests per second."),
    burst: burst.describe("Requests that may arrive at once."),
});

/** The settings of a stage: an entry of `gatehouse:stages`. */
export const stage = object({
    cache: object({
        enabled: boolean().default(true).describe("Whether the stage has a cache."),
        sizeGb: oneOf(cacheSizes).default(0.5).describe("Size of the cache in GB, billed by the hour."),
        ttlSeconds: integer("an integer from 0 to 3600", 0, 3600)
            .default(300)
            .describe("Seconds for which a response is cached; 0 disables caching."),
    })
        .prefault({})
        .describe("Cache of the responses to GET requests."),
    throttle: throttle
        .default({ requestsPerSecond: 10_000, burst: 5_000 })
        .describe("Limit for all clients together, per operation."),
});

/** The settings of a usage plan: an entry of `gatehouse:plans`. */
export const plan = object({
    requestsPerSecond: rate.describe("Steady rate of each client, in requests per second."),
    burst: burst.describe("Requests that a client may send at once."),
    quota: object({
        requests: integer("an integer from 1", 1, max).describe("Requests of each client in a period."),
        per: oneOf(["day", "week", "month"]).describe("Period."),
    })
        .optional()
        .describe("Maximum number of requests in a period. Default: none."),
});
