import type { TokenBuckets } from "../gateway-emulator/limits/token-bucket";
import { HttpApiError } from "./call/http-api-error";
import type { UnverifiedHttpBehavior } from "./call/unverified-http-behavior";
import type { DeployedHttpApi, HttpStage } from "./state/deployed-http-api";

/**
 * Takes a token for a call, which all clients share: from the bucket of the route, whose settings replace those of the stage, and from
 * the account's (docs.aws.amazon.com/apigateway/latest/developerguide/http-api-throttling.html). A burst of 0 rejects every call.
 * @param now time in milliseconds.
 * @throws {HttpApiError} THROTTLED.
 */
export function checkThrottles(
    api: Pick<DeployedHttpApi, "id" | "accountThrottle">,
    stage: HttpStage,
    routeKey: string,
    { buckets, now, unverified }: { buckets: TokenBuckets; now: number; unverified: UnverifiedHttpBehavior },
): void {
    const ofRoute = Object.hasOwn(stage.routeThrottles, routeKey) ? stage.routeThrottles[routeKey] : undefined;
    const isShared = ofRoute === undefined && unverified.stageThrottle === "all routes";
    const found = [
        { name: isShared ? "" : ` ${routeKey}`, limit: ofRoute ?? stage.throttle },
        { name: undefined, limit: api.accountThrottle },
    ];
    for (const { name, limit } of found) {
        const bucket = name === undefined ? "account" : `HTTP API ${api.id} ${stage.name}${name}`;
        if (limit !== undefined && !buckets.take(bucket, limit, now)) throw new HttpApiError("THROTTLED", bucket);
    }
}
