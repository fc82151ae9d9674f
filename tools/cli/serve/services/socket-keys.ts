import type { StateResource } from "../../../cloud-simulator/state/state-resource";
import type { Counters } from "../../../gateway-emulator/limits/check-limits";
import { readUsagePlan, usagePlanForm } from "../../../gateway-emulator/state/read-usage-plan";
import type { ApiKey, UsagePlan } from "../../../gateway-emulator/state/usage-plan";
import type { CheckKey } from "../../../service-emulator/web-sockets/web-socket-stage";
import { outputsOf } from "./read/outputs-of";

/** The clients of WebSocket APIs. */
export interface SocketKeys {
    readonly keys: readonly ApiKey[];
    /** Usage plans by the id of the API that they cover. */
    readonly plans: ReadonlyMap<string, readonly UsagePlan[]>;
}

/** Reads the usage plans of WebSocket APIs from a stack's state. */
export function readSocketKeys(
    resources: readonly StateResource[],
    keys: readonly ApiKey[],
    apiIds: readonly string[],
): SocketKeys {
    const all = outputsOf(resources, "aws:apigateway/usagePlan:UsagePlan", usagePlanForm);
    const ids = resources.filter(({ type }) => type === "aws:apigateway/usagePlan:UsagePlan").map(({ id = "" }) => id);
    const plansOf = (apiId: string) => all.map((plan, index) => readUsagePlan(ids[index] ?? "", plan, apiId));
    return { keys, plans: new Map(apiIds.map((apiId) => [apiId, plansOf(apiId)])) };
}

/** Checks keys as those of a REST API, with the same counters: a plan's limits are for all of its stages together. */
export function socketKeyCheck({ keys, plans }: SocketKeys, { buckets, quotas }: Counters, now: number): CheckKey {
    return ({ apiId, name }, value) => {
        const key = keys.find((each) => each.value === value);
        if (value === undefined) return { kind: "invalid", explanation: "there is no key" };
        if (key === undefined) return { kind: "invalid", explanation: "the key is unknown" };
        if (!key.enabled) return { kind: "invalid", explanation: `the key of "${key.name}" is disabled` };
        const plan = (plans.get(apiId) ?? []).find(
            ({ id, stages }) => key.planIds.includes(id) && stages.some(({ stage }) => stage === name),
        );
        if (plan === undefined)
            return { kind: "invalid", explanation: `"${key.name}" is in no usage plan of stage "${name}"` };
        // The names of limits/check-limits.ts.
        if (plan.throttle && !buckets.take(`${key.name} in plan ${plan.name}`, plan.throttle, now))
            return { kind: "throttled" };
        if (plan.quota && !quotas.take(`quota of ${key.name} in plan ${plan.name}`, plan.quota, now))
            return { kind: "quota exceeded" };
        return { kind: "valid", keyId: key.id };
    };
}
