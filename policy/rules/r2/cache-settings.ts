import type { Settings } from "../../contract/settings";
import type { MethodSettings } from "../../gateway/graph";
import { type Finding, finding, unknownValueFinding } from "../../reading/finding";
import { ignoredChanges } from "../../reading/ignored-changes";
import type { Resource } from "../../reading/resource";
import { describeReading, knownValue, read, readBoolean, readNumber, readString } from "../../reading/value";

// Gigabytes: docs.aws.amazon.com/apigateway/latest/api/API_CreateStage.html, cacheClusterSize
const sizes: ReadonlySet<string> = new Set(["0.5", "1.6", "6.1", "13.5", "28.4", "58.2", "118", "237"]);

/** Checks that a stage has a cache of a valid size. */
export function checkCluster(stage: Resource): Finding[] {
    const enabled = readBoolean(stage.props, "cacheClusterEnabled");
    const size = readString(stage.props, "cacheClusterSize");
    const isBroken = [enabled, size].some(({ state }) => state === "absent") || knownValue(enabled) === false;
    const unknown = [enabled, size].find(({ state }) => state === "unknown");
    if (unknown && !isBroken) return [unknownValueFinding(stage, unknown)];
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
    if (useStageCache.state === "unknown") return [unknownValueFinding(stage, useStageCache)];
    return [
        finding(stage, {
            actual: `canarySettings.useStageCache is ${describeReading(useStageCache)}, so the canary's traffic bypasses the stage's cache`,
            expected: "a canary that uses the stage's cache",
            change: "set canarySettings.useStageCache to true",
        }),
    ];
}

// API Gateway caches for at most one hour:
// docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-caching.html
const maxTtlSeconds = 3_600;

/**
 * Checks that the settings of a GET operation enable the cache, with a time to live, and do not let clients invalidate
 * it.
 */
export function checkCaching({ resource }: MethodSettings, settings: Settings): Finding[] {
    const caching = readBoolean(resource.props, "settings", "cachingEnabled");
    if (caching.state === "unknown") return [unknownValueFinding(resource, caching)];
    if (!knownValue(caching)) {
        return [
            finding(resource, {
                actual: `settings.cachingEnabled is ${describeReading(caching)}, so the GET operations that it applies to reach the backend`,
                expected: "caching for every GET operation that is not marked x-content-freshness: volatile",
                change: "set settings.cachingEnabled to true and settings.cacheTtlInSeconds, or mark the operation x-content-freshness: volatile",
            }),
        ];
    }
    const ttl = readNumber(resource.props, "settings", "cacheTtlInSeconds");
    if (ttl.state === "unknown") return [unknownValueFinding(resource, ttl)];
    if (ttl.state !== "known" || ttl.value < settings.lowestTtlSeconds || ttl.value > maxTtlSeconds) {
        return [
            finding(resource, {
                actual: `settings.cacheTtlInSeconds is ${describeReading(ttl)}`,
                expected: `a time to live from ${settings.lowestTtlSeconds} to ${maxTtlSeconds} seconds`,
                change: "set settings.cacheTtlInSeconds, to 300 for example",
            }),
        ];
    }
    const authorized = readBoolean(resource.props, "settings", "requireAuthorizationForCacheControl");
    if (authorized.state === "unknown") return [unknownValueFinding(resource, authorized)];
    if (!knownValue(authorized)) {
        return [
            finding(resource, {
                actual: `settings.requireAuthorizationForCacheControl is ${describeReading(authorized)}, so any client can bypass the cache with Cache-Control: max-age=0`,
                expected: "cache invalidation only by authorized callers",
                change: "set settings.requireAuthorizationForCacheControl to true",
            }),
        ];
    }
    // Throttling is checked by r3-rate-limits; logs and metrics do not matter.
    const checked = ["cachingEnabled", "cacheTtlInSeconds", "requireAuthorizationForCacheControl"];
    return ignoredChanges(resource, [...checked.map((key) => `settings.${key}`), "methodPath", "restApi", "stageName"]);
}
