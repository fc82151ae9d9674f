import { type GatewayResponse, headerValues } from "../../gateway-emulator/http/message";
import { type CachePolicy, type CustomError, defaultErrorTtl } from "../state/deployed-edge";

// docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/HTTPStatusCodes.html
const alwaysCached = [404, 414, 500, 501, 502, 503, 504];
const cachedByHeader = [400, 403, 405, 412, 415];

/** Errors for which `no-store`, `no-cache` and `private` count, among those that CloudFront caches. */
const uncachedByNoStore = [404, 414, 501];

const noCache = /\b(no-cache|no-store|private)\b/;

/**
 * Seconds for which CloudFront stores a response to GET or HEAD; 0 for not at all.
 * A response below 400 is stored for the origin's `s-maxage`, `max-age` or `Expires` within the policy's limits, or for its default;
 * `no-cache`, `no-store` and `private` count unless the minimum is over 0
 * (docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/Expiration.html). An error is stored for as long as the origin says, up
 * to the policy's maximum, and for at least its entry's time, 10 seconds without one
 * (docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/custom-error-pages-expiration.html); 400, 403, 405, 412 and 415 only with
 * `s-maxage` or `max-age`, and none under a policy with the maximum 0, such as CachingDisabled.
 * @param now milliseconds since 1970.
 */
export function timeToLive(
    { status, headers }: GatewayResponse,
    { minTtl, defaultTtl, maxTtl }: CachePolicy,
    customErrors: readonly CustomError[],
    now: number,
): number {
    const control = headerValues(headers, "cache-control").join().toLowerCase();
    const maxAge = namedSeconds(control);
    const named = maxAge ?? untilExpiry(headerValues(headers, "expires")[0], now);
    if (status >= 400) {
        if (!isCachedError(status, control, maxAge) || maxTtl === 0) return 0;
        const minimum = customErrors.find((each) => each.status === status)?.minTtl ?? defaultErrorTtl;
        return Math.max(minimum, Math.min(named ?? 0, maxTtl));
    }
    // A partial response and one to a condition are about an object that the viewer has.
    if (status === 304 || status === 206) return 0;
    if (noCache.test(control)) return minTtl;
    return named === undefined ? Math.max(minTtl, defaultTtl) : Math.min(Math.max(named, minTtl), maxTtl);
}

function isCachedError(status: number, control: string, maxAge: number | undefined): boolean {
    if (uncachedByNoStore.includes(status) && noCache.test(control)) return false;
    return alwaysCached.includes(status) || (cachedByHeader.includes(status) && maxAge !== undefined);
}

function namedSeconds(control: string): number | undefined {
    for (const name of ["s-maxage", "max-age"]) {
        const [, seconds] = new RegExp(`(?:^|[,\\s])${name}=(\\d+)`).exec(control) ?? [];
        if (seconds !== undefined) return Number(seconds);
    }
    return undefined;
}

function untilExpiry(expires: string | undefined, now: number): number | undefined {
    const time = expires === undefined ? Number.NaN : Date.parse(expires);
    return Number.isNaN(time) ? undefined : Math.max(0, Math.floor((time - now) / 1000));
}
