/**
 * Counts the requests of rate-based rules by what the rule aggregates them by. AWS looks about every ten seconds, so that it blocks
 * somewhat later and is not exact near the limit (docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-rate-based-request-limiting.html);
 * here the request after the limit is the first that is blocked.
 */
export class RateCounters {
    private readonly times = new Map<string, number[]>();

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
        const recent = this.times.get(instance) ?? [];
        while ((recent[0] ?? now) <= now - seconds * 1000) recent.shift();
        recent.push(now);
        // One more than the limit says as much as all of them.
        if (recent.length > limit + 1) recent.shift();
        this.times.set(instance, recent);
        return recent.length > limit;
    }
}
