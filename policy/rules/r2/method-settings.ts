import type { Settings } from "../../contract/settings";
import type { MethodSettings } from "../../gateway/graph";
import { type Finding, finding, undecidable } from "../../reading/finding";
import { ignoredChanges } from "../../reading/ignored";
import { found, knownValue, readBoolean, readNumber } from "../../reading/value";

// API Gateway caches for an hour at most: docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-caching.html
const longestTtlSeconds = 3_600;

/** Settings of a method that is read turn the cache on, for a while that is stated, and let no client empty it. */
export function judgeCaching({ resource }: MethodSettings, settings: Settings): Finding[] {
    const caching = readBoolean(resource.props, "settings", "cachingEnabled");
    if (caching.state === "unknown") return [undecidable(resource, caching)];
    if (!knownValue(caching)) {
        return [
            finding(resource, {
                found: `settings.cachingEnabled is ${found(caching)}, so the GET operations that it applies to reach the backend`,
                wanted: "caching for every GET operation that is not marked x-content-freshness: volatile",
                change: "set settings.cachingEnabled to true and settings.cacheTtlInSeconds",
            }),
        ];
    }
    const ttl = readNumber(resource.props, "settings", "cacheTtlInSeconds");
    if (ttl.state === "unknown") return [undecidable(resource, ttl)];
    if (ttl.state !== "known" || ttl.value < settings.lowestTtlSeconds || ttl.value > longestTtlSeconds) {
        return [
            finding(resource, {
                found: `settings.cacheTtlInSeconds is ${found(ttl)}`,
                wanted: `a time to live from ${settings.lowestTtlSeconds} to ${longestTtlSeconds} seconds`,
                change: "set settings.cacheTtlInSeconds, to 300 for example",
            }),
        ];
    }
    const authorized = readBoolean(resource.props, "settings", "requireAuthorizationForCacheControl");
    if (authorized.state === "unknown") return [undecidable(resource, authorized)];
    if (!knownValue(authorized)) {
        return [
            finding(resource, {
                found: `settings.requireAuthorizationForCacheControl is ${found(authorized)}, so any client passes the cache by sending Cache-Control: max-age=0`,
                wanted: "invalidation for authorized callers only",
                change: "set settings.requireAuthorizationForCacheControl to true",
            }),
        ];
    }
    // A throttle is the matter of r3-rate-limits; logs and metrics are nobody's.
    const judged = ["cachingEnabled", "cacheTtlInSeconds", "requireAuthorizationForCacheControl"];
    return ignoredChanges(resource, [...judged.map((key) => `settings.${key}`), "methodPath", "restApi", "stageName"]);
}
