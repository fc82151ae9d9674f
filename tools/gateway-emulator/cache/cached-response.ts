import { GatewayError } from "../errors/gateway-error";
import { type GatewayResponse, headerValues } from "../http/message";
import type { UnverifiedBehavior } from "../http/unverified-behavior";
import type { Call } from "../request/call-context";
import type { FoundSettings } from "../state/method-settings";
import { cacheKey, type ResponseCache } from "./response-cache";

/** How a call met its stage's cache; "off" where the stage or the method has none. */
export type CacheUse = "hit" | "miss" | "refresh" | "off";

/** An answer and whether the cache gave it. */
export interface CachedResponse {
    readonly answer: GatewayResponse;
    readonly cache: CacheUse;
}

const warning = "199 Cache-control headers were ignored because the caller was unauthorized.";

/**
 * Answers from the cache, else from the backend, whose answer is then kept. Only GET is cached, unless a method has
 * settings of its own that turn its cache on. What the backend says in `Cache-Control` does not count.
 *
 * A client's `Cache-Control: max-age=0` refreshes the entry. Where that needs authorization no client has it, as a key
 * gives none (only IAM does): then the settings' strategy decides (developer guide, "Enable API caching").
 * @throws {GatewayFault} ACCESS_DENIED with the strategy FAIL_WITH_403.
 */
export async function cachedResponse(
    call: Call,
    cache: ResponseCache | undefined,
    found: FoundSettings | undefined,
    unverified: UnverifiedBehavior,
    ask: () => Promise<GatewayResponse>,
): Promise<CachedResponse> {
    if (cache === undefined || found === undefined || !isCached(call, found))
        return { answer: await ask(), cache: "off" };
    const { settings } = found;
    const wantsRefresh = headerValues(call.request.headers, "cache-control").some((value) =>
        /\bmax-age=0\b/.test(value),
    );
    const isRejected = wantsRefresh && settings.requireAuthorizationForCacheControl;
    const strategy = settings.unauthorizedCacheControlHeaderStrategy;
    if (isRejected && strategy === "FAIL_WITH_403") throw new GatewayError("ACCESS_DENIED");
    const warned = isRejected && strategy !== "SUCCEED_WITHOUT_RESPONSE_HEADER";
    const key = cacheKey(call);
    const kept = wantsRefresh && !isRejected ? undefined : cache.get(key);
    const answer = kept ?? (await ask());
    if (kept === undefined && (unverified.cachedStatuses === "every" || isSuccess(answer))) {
        cache.set(key, answer, settings.cacheTtlInSeconds);
    }
    const use = kept !== undefined ? "hit" : wantsRefresh && !isRejected ? "refresh" : "miss";
    return { answer: warned ? withWarning(answer) : answer, cache: use };
}

function isCached(call: Call, { settings, own }: FoundSettings): boolean {
    const isCachedMethod = call.operation.method === "GET" || own;
    return isCachedMethod && settings.cachingEnabled && settings.cacheTtlInSeconds > 0;
}

function isSuccess({ status }: GatewayResponse): boolean {
    return status >= 200 && status < 300;
}

function withWarning(answer: GatewayResponse): GatewayResponse {
    return { ...answer, headers: [...answer.headers, ["Warning", warning]] };
}
