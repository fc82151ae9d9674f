import type { Stage } from "./state/deployed-api";

/** What a canary changes for one call. */
export interface CanaryChoice {
    readonly variables: Readonly<Record<string, string>>;
    /** Whether the call keeps to a cache of the canary's own. */
    readonly isCanary: boolean;
}

/**
 * Decides whether a call goes to the stage's canary. The canary has the stage's own deployment here, as only the newest
 * one is in a stack's state: what differs are its stage variables and its cache.
 */
export function withCanary({ variables, canary }: Stage, random: () => number): CanaryChoice {
    if (canary === undefined || random() * 100 >= canary.percentTraffic) return { variables, isCanary: false };
    return { variables: { ...variables, ...canary.stageVariableOverrides }, isCanary: !canary.useStageCache };
}
