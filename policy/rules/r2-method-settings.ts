import { type Finding, finding, undecidable } from "../finding";
import type { MethodSettings } from "../gateway/graph";
import { ignoredChanges } from "../ignored";
import type { Plain, Resource } from "../resource";
import type { Settings } from "../settings";
import { found, knownValue, type Path, type Reading, readBoolean, readNumber } from "../value";

// API Gateway caches for an hour at most, and for 300 seconds if nobody says for how long:
// docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-caching.html
const longestTtlSeconds = 3_600;
const usualTtlSeconds = 300;

/**
 * Settings of a method that is read turn the cache on, for long enough, and let no client empty it. What they leave out the
 * provider does not send (`resourceMethodSettingsUpdate`), and a new entry then has a time to live of 300 seconds and asks who
 * empties the cache (output of `aws apigateway update-stage`, AWS CLI Command Reference); an older one keeps what it had.
 */
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
    const ttl = settingOf(resource, "cacheTtlInSeconds", readNumber, usualTtlSeconds);
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
    const authorized = settingOf(resource, "requireAuthorizationForCacheControl", readBoolean, true);
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
    return ignoredChanges(resource, ["settings", "methodPath", "restApi", "stageName"]);
}

function settingOf<T>(
    { props, outputs }: Resource,
    name: string,
    readAs: (root: Plain, ...path: Path) => Reading<T>,
    usual: T,
): Reading<T> {
    const said = readAs(props, "settings", name);
    if (said.state !== "absent") return said;
    const kept = readAs(outputs, "settings", name);
    return kept.state === "absent" || kept.state === "unknown"
        ? { state: "known", path: said.path, value: usual }
        : kept;
}
