import { createHash } from "node:crypto";
import * as pulumi from "@pulumi/pulumi";

/** Limits of each client of a plan. */
export interface HttpPlan {
    /** Steady rate, in requests per second; with the burst at most `maxCallsPerSecond`. */
    readonly requestsPerSecond: number;
    /** Requests accepted at once; with the steady rate at most `maxCallsPerSecond`. */
    readonly burst: number;
    /** Maximum number of requests in a period. Default: no quota. */
    readonly quota?: { readonly requests: number; readonly per: "day" | "week" | "month" } | undefined;
    /** Names of the APIs that the plan's clients may call. Default: all. */
    readonly apis?: readonly string[] | undefined;
}

/**
 * The most calls that a plan may accept in one second, which are its burst and what comes back in that second: each writes to the counter
 * of its client once or twice, and DynamoDB takes 1,000 writes a second to one item, rejected ones included
 * (docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-partition-key-design.html). Calls above that get 500.
 */
export const maxCallsPerSecond = 500;

/**
 * The item of a client in the table of keys, as the function `http-api/key-authorizer` reads it, in DynamoDB's JSON.
 * @returns a secret.
 * @throws {Error} if the rate and the burst of the plan together are above `maxCallsPerSecond`.
 */
export function keyItem(
    key: pulumi.Output<string>,
    client: string,
    planName: string,
    { requestsPerSecond, burst, quota, apis }: HttpPlan,
): pulumi.Output<string> {
    if (requestsPerSecond + burst > maxCallsPerSecond) {
        const got = `${requestsPerSecond} requestsPerSecond and a burst of ${burst}`;
        throw new Error(`plan "${planName}": got ${got}, want at most ${maxCallsPerSecond} together`);
    }
    const number = (value: number) => ({ N: String(value) });
    const text = (value: string) => ({ S: value });
    return pulumi.secret(key).apply((value) =>
        JSON.stringify({
            keyHash: text(createHash("sha256").update(value).digest("hex")),
            client: text(client),
            plan: text(planName),
            requestsPerSecond: number(requestsPerSecond),
            burst: number(burst),
            ...(quota && { quota: { M: { requests: number(quota.requests), per: text(quota.per) } } }),
            ...(apis && { apis: { L: apis.map(text) } }),
        }),
    );
}
