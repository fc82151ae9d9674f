import { GatewayError } from "../errors/gateway-error";
import { type GatewayResponse, headerValues } from "../http/message";
import type { UnverifiedBehavior } from "../http/unverified-behavior";
import type { Call } from "../request/call-context";
import type { FoundSettings } from "../state/method-settings";
import { cacheKey, type ResponseCache } from "./response-cache";

/** How a call used its stage's cache; "off" if caching is disabled for the stage or the method. */
export type CacheUse = "hit" | "miss" | "refresh" | "off";

/** A response and how the call used the cache. */
export interface CachedResponse {
    readonly response: GatewayResponse;
    readonly cache: CacheUse;
}

const warning = "199 Cache-control headers were ignored because the caller was unauthorized.";

/**
 * Responds from the cache or, on a miss, from the backend, and stores the backend's response. Only GET is cached, unless
 * a method has its own settings that enable caching. The backend's `Cache-Control` header is ignored.
 *
 * A client's `Cache-Control: max-age=0` refreshes the entry. If a refresh requires authorization, no client has it: an
 * API key does not grant it, only IAM does. The settings' strategy then decides (developer guide, "Enable API caching").
 * @throws {GatewayError} ACCESS_DENIED with the strategy FAIL_WITH_403.
 */
export async function cachedResponse(
    call: Call,
    cache: ResponseCache | undefined,
    found: FoundSettings | undefined,
    unverified: UnverifiedBehavior,
    callIntegration: () => Promise<GatewayResponse>,
): Promise<CachedResponse> {
    if (cache === undefined || found === undefined || !isCached(call, found))
        return { response: await callIntegration(), cache: "off" };
    const { settings } = found;
    const requestsRefresh = headerValues(call.request.headers, "cache-control").some((value) =>
        /\bmax-age=0\b/.test(value),
    );
    const isUnauthorized = requestsRefresh && settings.requireAuthorizationForCacheControl;
    const strategy = settings.unauthorizedCacheControlHeaderStrategy;
    if (isUnauthorized && strategy === "FAIL_WITH_403") throw new GatewayError("ACCESS_DENIED");
    const hasWarning = isUnauthorized && strategy !== "SUCCEED_WITHOUT_RESPONSE_HEADER";
    const refreshes = requestsRefresh && !isUnauthorized;
    const key = cacheKey(call);
    const stored = refreshes ? undefined : cache.get(key);
    const response = stored ?? (await callIntegration());
    if (stored === undefined && (unverified.cachedStatuses === "every" || isSuccess(response))) {
        cache.set(key, response, settings.cacheTtlInSeconds);
    }
    const use = stored !== undefined ? "hit" : refreshes ? "refresh" : "miss";
    return { response: hasWarning ? withWarning(response) : response, cache: use };
}

function isCached(call: Call, { settings, own }: FoundSettings): boolean {
    const isCachedMethod = call.operation.method === "GET" || own;
    return isCachedMethod && settings.cachingEnabled && settings.cacheTtlInSeconds > 0;
}

function isSuccess({ status }: GatewayResponse): boolean {
    return status >= 200 && status < 300;
}

function withWarning(response: GatewayResponse): GatewayResponse {
    return { ...response, headers: [...response.headers, ["Warning", warning]] };
}
