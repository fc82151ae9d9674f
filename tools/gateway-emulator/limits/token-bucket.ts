import type { Limit } from "../state/deployed-api";

interface Level {
    /** A thousand of them are a token, so that whole rates and milliseconds are counted without a rounding. */
    readonly thousandths: number;
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
        const { thousandths, at } = this.levels.get(name) ?? { thousandths: burst * 1000, at: now };
        // A clock that goes back adds nothing.
        const filled = Math.min(burst * 1000, thousandths + Math.max(0, now - at) * rate);
        const granted = filled >= 1000;
        this.levels.set(name, { thousandths: granted ? filled - 1000 : filled, at: Math.max(at, now) });
        return granted;
    }
}
