import { integer, list, object, oneOf, string } from "../form";
import { burst, maxInt32, rate } from "./limits";
import { operationThrottles } from "./operation-throttles";

/** The settings of a usage plan: an entry of `gatehouse:plans`. */
export const plan = object({
    requestsPerSecond: rate.describe(
        "Steady rate of each client, in requests per second. With keys of an HTTP API at most 500 together with the burst, or 333 beside a quota, as DynamoDB counts the calls. At first, clients on one partition of the table share its 1,000 writes a second, and calls above these get the status 500.",
    ),
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
    apis: list("a list of names of APIs", string("the name of an API", /./))
        .min(1, { error: "at least one API" })
        .optional()
        .describe(
            "APIs that the plan's clients may call. The operations of the others get a throttle of 0 in the plan, so that they respond with 429; there can be 20 throttles. Default: all.",
        ),
    throttles: operationThrottles
        .optional()
        .describe(
            "Limits of each client for single operations, besides those of the plan, such as `books GET /{id}`: API, method and path as in its document. 20 at most.",
        ),
});
