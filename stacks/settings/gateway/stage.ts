import { boolean, integer, object, oneOf } from "../form";
import { throttle } from "./limits";
import { operationThrottles } from "./operation-throttles";
import { release } from "./release";

/** Sizes of a stage's cache in GB (docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-caching.html). */
const cacheSizes = [0.5, 1.6, 6.1, 13.5, 28.4, 58.2, 118, 237] as const;

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
    throttles: operationThrottles
        .optional()
        .describe(
            "Limits of single operations in place of `throttle`, such as `books GET /{id}`: API, method and path as in its document.",
        ),
    executionLogs: oneOf(["off", "errors", "all"])
        .default("errors")
        .describe(
            "What API Gateway logs of the processing of requests, without bodies: nothing, errors, or each step of each request, billed by the GB.",
        ),
    detailedMetrics: boolean()
        .default(false)
        .describe(
            "Metrics of each method beside those of the stage, billed as custom metrics; alarms on a stage do not need them.",
        ),
    release: release
        .optional()
        .describe(
            "The snapshot that the stage serves, which `npm run release` sets. Default: the stage follows the newest body.",
        ),
});
