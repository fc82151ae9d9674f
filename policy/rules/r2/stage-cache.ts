import { type Finding, finding, unknownValueFinding } from "../../reading/finding";
import { ignoredChanges } from "../../reading/ignored-changes";
import type { Resource } from "../../reading/resource";
import { describeReading, knownValue, read, readBoolean, readString } from "../../reading/value";

// Gigabytes: docs.aws.amazon.com/apigateway/latest/api/API_CreateStage.html, cacheClusterSize
const sizes: ReadonlySet<string> = new Set(["0.5", "1.6", "6.1", "13.5", "28.4", "58.2", "118", "237"]);

/** Checks that a stage has a cache of a valid size. */
export function checkCluster(stage: Resource): Finding[] {
    const enabled = readBoolean(stage.props, "cacheClusterEnabled");
    if (enabled.state === "unknown") return [unknownValueFinding(stage, enabled)];
    const size = readString(stage.props, "cacheClusterSize");
    if (size.state === "unknown") return [unknownValueFinding(stage, size)];
    if (knownValue(enabled) && sizes.has(knownValue(size) ?? "")) {
        return ignoredChanges(stage, ["cacheClusterEnabled", "cacheClusterSize", "canarySettings"]);
    }
    return [
        finding(stage, {
            actual: `cacheClusterEnabled is ${describeReading(enabled)} and cacheClusterSize ${describeReading(size)}, so every GET reaches the backend`,
            expected: "a stage with a cache",
            change: 'set cacheClusterEnabled to true and cacheClusterSize to "0.5" or more',
        }),
    ];
}

/**
 * Checks that a canary uses the stage's cache: without it (the default) its share of the traffic goes to the backend.
 */
export function checkCanary(stage: Resource): Finding[] {
    if (read(stage.props, "canarySettings").state === "absent") return [];
    const useStageCache = readBoolean(stage.props, "canarySettings", "useStageCache");
    if (knownValue(useStageCache)) return [];
    return [
        finding(stage, {
            actual: `canarySettings.useStageCache is ${describeReading(useStageCache)}, so the canary's traffic bypasses the stage's cache`,
            expected: "a canary that uses the stage's cache",
            change: "set canarySettings.useStageCache to true",
        }),
    ];
}
