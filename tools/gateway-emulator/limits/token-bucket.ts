import type { Limit } from "../state/usage-plan";

interface Level {
    /** Thousandths of a token, so that integer rates and milliseconds add up without rounding. */
    readonly thousandths: number;
    readonly at: number;
}

/**
 * Token buckets by name: each starts with `burst` tokens and gains `rate` tokens a second up to `burst`
 * (developer guide, "Throttle requests to your REST APIs").
 */
export class TokenBuckets {
    private readonly levels = new Map<string, Level>();

    /**
     * Takes a token.
     * @param now time in milliseconds.
     * @returns false if the bucket is empty. A negative rate or burst means unlimited.
     */
    take(name: string, { rate, burst }: Limit, now: number): boolean {
        if (rate < 0 || burst < 0) return true;
        const { thousandths, at } = this.levels.get(name) ?? { thousandths: burst * 1000, at: now };
        // If the clock goes backwards, no tokens are added.
        const filled = Math.min(burst * 1000, thousandths + Math.max(0, now - at) * rate);
        const granted = filled >= 1000;
        this.levels.set(name, { thousandths: granted ? filled - 1000 : filled, at: Math.max(at, now) });
        return granted;
    }
}
