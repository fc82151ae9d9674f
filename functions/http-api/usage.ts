import type { Database } from "./database";

/** A steady rate of requests, and how many may arrive at once. */
export interface Rate {
    readonly requestsPerSecond: number;
    readonly burst: number;
}

/** A number of requests in a period. */
export interface Quota {
    readonly requests: number;
    readonly per: "day" | "week" | "month";
}

const day = 86_400_000;

// Some time for clocks that differ. DynamoDB deletes an item within days after its expiry (docs.aws.amazon.com/amazondynamodb/latest/developerguide/TTL.html).
const spareSeconds = 3_600;

/**
 * Counts the calls of clients in a table that all instances of the function share. Every change is one conditional write, so that calls
 * at the same time never get more than the limit. A write that DynamoDB repeats after a time-out counts twice, never not at all.
 */
export class Usage {
    /** Times as they were last seen at AWS, where they only become later. */
    private readonly lastFull = new Map<string, number>();

    constructor(
        private readonly database: Database,
        private readonly table: string,
    ) {}

    /**
     * Takes a token from the bucket of a client, which holds `burst` tokens and gains `requestsPerSecond` a second, as those of usage
     * plans do (docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html). An item says only when the
     * bucket will be full, which each token makes later by the time that one takes to come back.
     *
     * That is one write, two for a call in a burst that this instance does not know of, and none for a call that is above the rate by
     * what this instance has seen. Instances whose clocks differ by some milliseconds grant what comes back in that time too early.
     *
     * Other limits are another bucket, which begins full: in the unit of new limits, the time of the former ones would be a debt of hours
     * (0.01 a second used up, then 100 a second). Instances that know different limits for some seconds each keep to their own bucket.
     * Reducing the time in the item to what the new limits allow would instead fill the bucket of the former ones again and again.
     * @param now time in milliseconds.
     * @returns false if the bucket is empty.
     * @throws {Error} if DynamoDB fails.
     */
    async takeToken(client: string, { requestsPerSecond, burst }: Rate, now: number): Promise<boolean> {
        if (requestsPerSecond === 0 || burst < 1) return false;
        const counter = `${client}#rate#${requestsPerSecond}#${burst}`;
        // In microseconds, as whole numbers, which add up without rounding.
        const at = now * 1_000;
        const interval = Math.ceil(1_000_000 / requestsPerSecond);
        const latest = at + (burst - 1) * interval;
        const expiresAt = Math.ceil((latest + interval) / 1_000_000) + spareSeconds;
        const change = (update: string, condition: string, values: Readonly<Record<string, number>>) =>
            this.setFull(counter, update, condition, { interval, expiresAt, ...values });
        const known = () => this.lastFull.get(counter) ?? 0;
        if (known() < at) {
            const whenFull = "attribute_not_exists(#fullAt) OR #fullAt < :at";
            if (await change("SET #fullAt = :at + :interval", whenFull, { at })) return true;
        }
        if (known() > latest) return false;
        return await change("SET #fullAt = #fullAt + :interval", "#fullAt <= :latest", { latest });
    }

    /**
     * Counts a request against the quota of a client, in one write. Periods begin at midnight UTC: every day, every Monday or on the first
     * of the month; AWS does not document when those of usage plans do. Another number of requests applies to what has been counted, and
     * another period is counted from zero.
     * @param now time in milliseconds.
     * @returns false if the quota is used up; the request is then not counted.
     * @throws {Error} if DynamoDB fails.
     */
    async count(client: string, { requests, per }: Quota, now: number): Promise<boolean> {
        if (requests === 0) return false;
        const [start, end] = period(per, now);
        const { isChanged } = await this.database.update(this.table, {
            key: { counter: `${client}#${per}#${new Date(start).toISOString().slice(0, 10)}` },
            update: "SET #expiresAt = :expiresAt ADD #used :one",
            condition: "attribute_not_exists(#used) OR #used < :requests",
            names: ["used", "expiresAt"],
            values: { one: 1, requests, expiresAt: end / 1_000 + spareSeconds },
        });
        return isChanged;
    }

    private async setFull(
        counter: string,
        update: string,
        condition: string,
        values: Readonly<Record<string, number>>,
    ): Promise<boolean> {
        const { isChanged, attributes } = await this.database.update(this.table, {
            key: { counter },
            update: `${update}, #expiresAt = :expiresAt`,
            condition,
            names: ["fullAt", "expiresAt"],
            values,
        });
        // A rejected write tells it too: the bucket is emptier than this instance knew.
        if (typeof attributes.fullAt === "number") this.lastFull.set(counter, attributes.fullAt);
        return isChanged;
    }
}

/** The start and the end of the period that contains a time; all in milliseconds. */
export function period(per: Quota["per"], now: number): [start: number, end: number] {
    const date = new Date(now);
    const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
    if (per === "month") return [Date.UTC(year, month, 1), Date.UTC(year, month + 1, 1)];
    const midnight = Math.floor(now / day) * day;
    if (per === "day") return [midnight, midnight + day];
    const monday = midnight - ((date.getUTCDay() + 6) % 7) * day;
    return [monday, monday + 7 * day];
}
