import type { Limit } from "./deployed-api";

interface Level {
    readonly tokens: number;
    readonly at: number;
}

/**
 * Token buckets by name: each begins full with `burst` tokens and gains `rate` a second up to `burst`
 * (developer guide, "Throttle requests to your REST APIs").
 */
export class TokenBuckets {
    private readonly levels = new Map<string, Level>();

    /** Takes a token at a time in milliseconds; false if there is none. A negative rate or burst always gives one. */
    take(name: string, { rate, burst }: Limit, now: number): boolean {
        if (rate < 0 || burst < 0) return true;
        const { tokens, at } = this.levels.get(name) ?? { tokens: burst, at: now };
        // A clock that goes back adds nothing.
        const filled = Math.min(burst, tokens + (Math.max(0, now - at) / 1000) * rate);
        const granted = filled >= 1;
        this.levels.set(name, { tokens: granted ? filled - 1 : filled, at: Math.max(at, now) });
        return granted;
    }
}
