import { GatewayError } from "../errors/gateway-error";
import type { DeployedApi, Operation } from "../state/deployed-api";
import type { MethodSettings, Stage } from "../state/stage";
import type { Limit } from "../state/usage-plan";
import type { Client } from "./authenticate-key";
import type { QuotaCounters } from "./quota";
import type { TokenBuckets } from "./token-bucket";

/** The counters that all requests share. */
export interface Counters {
    readonly buckets: TokenBuckets;
    readonly quotas: QuotaCounters;
}

/** A request whose limits are to be checked. */
export interface ThrottleRequest {
    readonly api: DeployedApi;
    readonly stage: Stage;
    readonly operation: Operation;
    readonly settings: MethodSettings | undefined;
    /** Undefined if the operation needs no API key; usage plans then do not apply. */
    readonly client: Client | undefined;
}

/**
 * Checks a request against all throttles and the client's quota, and counts it.
 *
 * The order is AWS's: method in the client's plan, the client's plan, method of the stage, account
 * (developer guide, "Throttle requests to your REST APIs"). A token is not returned if a later bucket is empty.
 * A throttled request does not count against the quota.
 * @throws {GatewayError} THROTTLED or QUOTA_EXCEEDED.
 */
export function checkLimits(request: ThrottleRequest, counters: Counters, now: number): void {
    for (const { name, limit } of buckets(request)) {
        if (!counters.buckets.take(name, limit, now)) throw new GatewayError("THROTTLED", undefined, name);
    }
    const { client } = request;
    if (client?.plan.quota === undefined) return;
    const name = `quota of ${client.key.name} in plan ${client.plan.name}`;
    if (!counters.quotas.take(name, client.plan.quota, now)) throw new GatewayError("QUOTA_EXCEEDED", undefined, name);
}

// The buckets that a request takes a token from, in this order.
function buckets({ api, stage, operation, settings, client }: ThrottleRequest): { name: string; limit: Limit }[] {
    const method = `${operation.path}/${operation.method}`;
    const ofPlan = client?.planStage.throttles[method];
    const found = [
        client && ofPlan && { name: `${client.key.name} at ${stage.name} ${method}`, limit: ofPlan },
        // One bucket for each key, shared by all stages of the plan.
        client?.plan.throttle && {
            name: `${client.key.name} in plan ${client.plan.name}`,
            limit: client.plan.throttle,
        },
        settings && { name: `stage ${stage.name} ${method}`, limit: settings.throttle },
        { name: "account", limit: api.accountThrottle },
    ];
    return found.filter((each) => each !== undefined);
}
