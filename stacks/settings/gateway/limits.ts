import { integer, number, object } from "../form";

// The provider passes bursts and quotas on as 32-bit integers, in which a larger number wraps, and API Gateway's model has
// them as such; a rate is a double (hashicorp/terraform-provider-aws, internal/service/apigateway/usage_plan.go and
// method_settings.go; API reference of ThrottleSettings and QuotaSettings).
/** The largest burst and quota. */
export const maxInt32 = 2 ** 31 - 1;

/** A rate in requests per second. */
export const rate = number("a number of 0 or more", 0, Number.MAX_SAFE_INTEGER);

/** A number of requests at once. */
export const burst = integer(`an integer from 0 to ${maxInt32}`, 0, maxInt32);

/** A rate and a burst of all clients together. */
export const throttle = object({
    requestsPerSecond: rate.describe("Steady rate, in requests per second."),
    burst: burst.describe("Requests that may arrive at once."),
});
