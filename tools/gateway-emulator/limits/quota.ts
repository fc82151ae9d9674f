import type { Quota } from "../state/usage-plan";

const day = 86_400_000;

interface Count {
    readonly period: number;
    readonly used: number;
}

/**
 * Counts requests against quotas. Periods begin at midnight UTC: every day, every Monday or on the first of the month.
 * AWS does not document when they begin, and a rolling window has also been observed.
 */
export class QuotaCounters {
    private readonly counts = new Map<string, Count>();

    /**
     * Counts a request.
     * @param now time in milliseconds.
     * @returns false if the quota is exhausted; the request is then not counted.
     */
    take(name: string, quota: Quota, now: number): boolean {
        const period = periodStart(quota.period, now);
        const known = this.counts.get(name);
        const used = known === undefined ? quota.offset : known.period === period ? known.used : 0;
        const granted = used < quota.limit;
        this.counts.set(name, { period, used: granted ? used + 1 : used });
        return granted;
    }
}

/** The start of the period that contains a time; both in milliseconds. */
export function periodStart(period: Quota["period"], now: number): number {
    const date = new Date(now);
    if (period === "MONTH") return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1);
    const midnight = Math.floor(now / day) * day;
    return period === "DAY" ? midnight : midnight - ((date.getUTCDay() + 6) % 7) * day;
}
