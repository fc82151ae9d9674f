import type { Throttle, WebSocketStage } from "./web-socket-stage";

interface Level {
    readonly tokens: number;
    /** Time in milliseconds since 1970. */
    readonly at: number;
}

/**
 * Token buckets of routes, for all clients together: each begins with `burst` tokens and gains `rate` tokens a second up to
 * `burst` (apigateway/latest/developerguide/websocket-api-protect).
 */
export class RouteThrottles {
    private readonly levels = new Map<string, Level>();

    constructor(private readonly now: () => number) {}

    /** Takes a token for a request to a route. @returns false if the bucket is empty; a route without a throttle has no bucket. */
    take({ apiId, name }: WebSocketStage, routeKey: string, throttle: Throttle | undefined): boolean {
        if (throttle === undefined) return true;
        const bucket = `${apiId}/${name}/${routeKey}`;
        const now = this.now();
        const { tokens, at } = this.levels.get(bucket) ?? { tokens: throttle.burst, at: now };
        // A clock that goes backwards adds none.
        const filled = Math.min(throttle.burst, tokens + (Math.max(0, now - at) / 1000) * throttle.rate);
        const isGranted = filled >= 1;
        this.levels.set(bucket, { tokens: isGranted ? filled - 1 : filled, at: Math.max(at, now) });
        return isGranted;
    }
}
