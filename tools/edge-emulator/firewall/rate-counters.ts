/** Milliseconds between two searches for instances whose requests no longer count. */
const forgetEvery = 10_000;

/**
 * Counts the requests of rate-based rules by what the rule aggregates them by. AWS looks about every ten seconds, so that it blocks
 * somewhat later and is not exact near the limit (docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-rate-based-request-limiting.html);
 * here the request after the limit is the first that is blocked.
 */
export class RateCounters {
    private forgottenAt = 0;
    private readonly instances = new Map<string, { readonly times: number[]; until: number }>();

    /**
     * @param clock time in milliseconds.
     */
    constructor(private readonly clock: () => number) {}

    /**
     * Counts a request.
     * @param instance the rule and what its requests are counted by.
     * @returns whether there are more than the limit in the window.
     */
    exceeds(instance: string, limit: number, seconds: number): boolean {
        const now = this.clock();
        const times = this.instances.get(instance)?.times ?? [];
        while ((times[0] ?? now) <= now - seconds * 1000) times.shift();
        times.push(now);
        // One more than the limit says as much as all of them.
        if (times.length > limit + 1) times.shift();
        this.instances.set(instance, { times, until: now + seconds * 1000 });
        this.forgetEnded(now);
        return times.length > limit;
    }

    /** Number of instances with requests that may still count. */
    get size(): number {
        return this.instances.size;
    }

    // Otherwise each address or key that ever called would stay.
    private forgetEnded(now: number): void {
        if (now < this.forgottenAt + forgetEvery) return;
        this.forgottenAt = now;
        for (const [instance, { until }] of this.instances) if (until <= now) this.instances.delete(instance);
    }
}
