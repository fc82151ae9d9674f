import { createHash } from "node:crypto";
import * as pulumi from "@pulumi/pulumi";

/** Limits of each client of a plan. */
export interface HttpPlan {
    /** Steady rate, in requests per second; with the burst at most `maxCallsPerSecond()`. */
    readonly requestsPerSecond: number;
    /** Requests accepted at once; with the steady rate at most `maxCallsPerSecond()`. */
    readonly burst: number;
    /** Maximum number of requests in a period. Default: no quota. */
    readonly quota?: { readonly requests: number; readonly per: "day" | "week" | "month" } | undefined;
    /** Names of the APIs that the plan's clients may call. Default: all. */
    readonly apis?: readonly string[] | undefined;
}

/**
 * Writes that a partition of a DynamoDB table takes in a second, rejected conditional ones included, in every mode of capacity
 * (docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-partition-key-design.html). A new table has few partitions, and AWS
 * decides which counters share one: it moves busy items apart, but only after a while (burst-adaptive-capacity.html there).
 */
export const writesPerSecond = 1_000;

/** Writes for a call at most: one or two for the rate, and one more for a quota, whose counter may be on the same partition. */
export function writesPerCall({ quota }: Pick<HttpPlan, "quota">): number {
    return quota === undefined ? 2 : 3;
}

/**
 * The most calls that a plan may accept in one second, which are its burst and what comes back in that second, so that the calls of one
 * client fit into one partition. Where DynamoDB rejects a write, the call gets 500.
 */
export function maxCallsPerSecond(plan: Pick<HttpPlan, "quota">): number {
    return Math.floor(writesPerSecond / writesPerCall(plan));
}

/**
 * The item of a client in the table of keys, as the function `http-api/key-authorizer` reads it, in DynamoDB's JSON.
 * @returns a secret.
 * @throws {Error} if the rate and the burst of the plan together are above `maxCallsPerSecond()`.
 */
export function keyItem(
    key: pulumi.Output<string>,
    client: string,
    planName: string,
    plan: HttpPlan,
): pulumi.Output<string> {
    const { requestsPerSecond, burst, quota, apis } = plan;
    const most = maxCallsPerSecond(plan);
    if (requestsPerSecond + burst > most) {
        const got = `${requestsPerSecond} requestsPerSecond and a burst of ${burst}`;
        throw new Error(
            `plan "${planName}": got ${got}, want at most ${most} together${quota ? ", as it has a quota" : ""}`,
        );
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
