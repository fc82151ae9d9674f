import { GatewayError } from "../errors/gateway-error";
import type { DeployedApi, Limit, MethodSettings, Operation, Stage } from "../state/deployed-api";
import type { Client } from "./authenticate-key";
import type { QuotaCounters } from "./quota";
import type { TokenBuckets } from "./token-bucket";

/** What is counted over all requests. */
export interface Counters {
    readonly buckets: TokenBuckets;
    readonly quotas: QuotaCounters;
}

/** A request that asks to be let through. */
export interface ThrottleRequest {
    readonly api: DeployedApi;
    readonly stage: Stage;
    readonly operation: Operation;
    readonly settings: MethodSettings | undefined;
    /** Undefined where the operation needs no key: plans then do not apply. */
    readonly client: Client | undefined;
}

/**
 * Lets a request through, or ends it with 429.
 *
 * The order is AWS's: method in the client's plan, the client's plan, method of the stage, account
 * (developer guide, "Throttle requests to your REST APIs"). A token that was taken stays taken when a later bucket is
 * empty. A throttled request does not count against the quota.
 * @throws {GatewayFault} THROTTLED or QUOTA_EXCEEDED.
 */
export function checkLimits(applicant: ThrottleRequest, counters: Counters, now: number): void {
    for (const { name, limit } of buckets(applicant)) {
        if (!counters.buckets.take(name, limit, now)) throw new GatewayError("THROTTLED", undefined, name);
    }
    const { client } = applicant;
    if (client?.plan.quota === undefined) return;
    const name = `quota of ${client.key.name} in plan ${client.plan.name}`;
    if (!counters.quotas.take(name, client.plan.quota, now)) throw new GatewayError("QUOTA_EXCEEDED", undefined, name);
}

/** The buckets that a request takes a token from, in this order. */
export function buckets({
    api,
    stage,
    operation,
    settings,
    client,
}: ThrottleRequest): { name: string; limit: Limit }[] {
    const method = `${operation.path}/${operation.method}`;
    const ofPlan = client?.planStage.throttles[method];
    const found = [
        client && ofPlan && { name: `${client.key.name} at ${stage.name} ${method}`, limit: ofPlan },
        // One bucket a key over all stages of the plan.
        client?.plan.throttle && {
            name: `${client.key.name} in plan ${client.plan.name}`,
            limit: client.plan.throttle,
        },
        settings && { name: `stage ${stage.name} ${method}`, limit: settings.throttle },
        { name: "account", limit: api.accountThrottle },
    ];
    return found.filter((each) => each !== undefined);
}
