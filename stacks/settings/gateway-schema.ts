import { boolean, checkedString, integer, list, number, object, oneOf, string } from "./form";

/** Sizes of a stage's cache in GB (docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-caching.html). */
const cacheSizes = [0.5, 1.6, 6.1, 13.5, 28.4, 58.2, 118, 237] as const;

// The provider passes bursts and quotas on as 32-bit integers, in which a larger number wraps, and API Gateway's model has
// them as such; a rate is a double (hashicorp/terraform-provider-aws, internal/service/apigateway/usage_plan.go and
// method_settings.go; API reference of ThrottleSettings and QuotaSettings).
const maxInt32 = 2 ** 31 - 1;
const rate = number("a number of 0 or more", 0, Number.MAX_SAFE_INTEGER);
const burst = integer(`an integer from 0 to ${maxInt32}`, 0, maxInt32);

const originForm = "* or an origin such as https://example.com";

// Browsers compare the whole string with their own form of an origin (fetch.spec.whatwg.org, CORS check).
const allowOrigin = checkedString(originForm, (value) => {
    if (value === "*") return undefined;
    if (!/^https?:\/\/[^\s'"]+$/.test(value)) return originForm;
    if (value.includes("*")) return "* or one whole origin, as browsers know no wildcard inside an origin";
    const origin = originOf(value);
    return origin === value ? undefined : `${origin ? `"${origin}"` : "an origin"}, the form in which browsers send it`;
});

/** The settings of the REST API: `gatehouse:gateway`. */
export const gateway = object({
    cors: object({
        allowOrigin: allowOrigin.describe("Origin that browsers may call from: `*` or one origin."),
        allowHeaders: list("a list of header names", string("a header name", /^[A-Za-z0-9-]+$/))
            .refine((names) => names.some((name) => name.toLowerCase() === "x-api-key"), {
                error: "a list with X-Api-Key, without which no browser can send the key that every call needs",
            })
            .default(["Content-Type", "X-Api-Key"])
            .describe("Request headers that browsers may send; `X-Api-Key` must be one of them."),
        maxAgeSeconds: integer("an integer from 0 to 86400", 0, 86400)
            .default(600)
            .describe("Seconds for which a browser caches the response to a preflight request."),
    })
        .optional()
        .describe("CORS: responses to preflight requests, and headers on the gateway's own errors. Default: none."),
    accountRole: boolean()
        .default(true)
        .describe(
            "Set the region's CloudWatch role for API Gateway, which all REST APIs of the account and region log through. It replaces a role that is already set: turn it off where another program manages it.",
        ),
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
    detailedMetrics: boolean()
        .default(false)
        .describe(
            "Metrics of each method beside those of the stage, billed as custom metrics; alarms on a stage do not need them.",
        ),
});

/** The settings of a usage plan: an entry of `gatehouse:plans`. */
export const plan = object({
    requestsPerSecond: rate.describe("Steady rate of each client, in requests per second."),
    burst: burst.describe("Requests that a client may send at once."),
    quota: object({
        requests: integer(`an integer from 1 to ${maxInt32}`, 1, maxInt32).describe(
            "Requests of each client in a period.",
        ),
        per: oneOf(["day", "week", "month"]).describe("Period."),
    })
        .optional()
        .describe("Maximum number of requests in a period. Default: none."),
    stages: list("a list of names of stages", string("the name of a stage", /./))
        .min(1, { error: "at least one stage" })
        .optional()
        .describe("Stages on which the keys of the plan's clients work. Default: all."),
});

function originOf(text: string): string | undefined {
    try {
        return new URL(text).origin;
    } catch {
        return undefined;
    }
}
