import type { Attributes, Database } from "./database";
import type { Quota, Rate } from "./usage";

/** A client application, as the item of its key says. */
export interface Client extends Rate {
    readonly client: string;
    /** Name of its plan. */
    readonly plan: string;
    /** Undefined for none. */
    readonly quota: Quota | undefined;
    /** Names of the APIs that it may call; undefined for all. */
    readonly apis: readonly string[] | undefined;
}

/**
 * Seconds for which a client is known without another read: the key of a client that is removed, and the plan of one that gets another,
 * are valid for so long. Unknown keys are not remembered, as they would fill the memory.
 */
export const cacheSeconds = 10;

/** The clients by the SHA-256 of their key, from the table of keys. */
export class Clients {
    private readonly known = new Map<string, { readonly client: Client; readonly until: number }>();

    constructor(
        private readonly database: Database,
        private readonly table: string,
    ) {}

    /**
     * Finds the client of a key. The time that it takes says nothing of a key, as the table has only hashes.
     * @param keyHash in hexadecimal digits.
     * @param now time in milliseconds.
     * @returns undefined for an unknown key.
     * @throws {Error} if the table cannot be read, or an item in it is not that of a client.
     */
    async find(keyHash: string, now: number): Promise<Client | undefined> {
        const known = this.known.get(keyHash);
        if (known !== undefined && now < known.until) return known.client;
        this.known.delete(keyHash);
        const item = await this.database.get(this.table, { keyHash });
        if (item === undefined) return undefined;
        const client = clientOf(item);
        this.known.set(keyHash, { client, until: now + cacheSeconds * 1_000 });
        return client;
    }
}

function clientOf({ client, plan, requestsPerSecond, burst, quota, apis }: Attributes): Client {
    if (typeof client !== "string" || typeof plan !== "string")
        throw new Error("an item of the table of keys: want strings as client and plan");
    const wrong = (attribute: string, form: string) =>
        new Error(`the item of client "${client}" in the table of keys: want ${form} as ${attribute}`);
    if (!isAmount(requestsPerSecond)) throw wrong("requestsPerSecond", "a number of 0 or more");
    if (!isAmount(burst)) throw wrong("burst", "a number of 0 or more");
    if (quota !== undefined && !isQuota(quota)) throw wrong("quota", "requests, and day, week or month as per");
    if (apis !== undefined && !isNames(apis)) throw wrong("apis", "a list of names");
    return { client, plan, requestsPerSecond, burst, quota, apis };
}

function isAmount(value: unknown): value is number {
    return typeof value === "number" && value >= 0;
}

function isQuota(value: unknown): value is Quota {
    if (typeof value !== "object" || value === null) return false;
    const { requests, per }: { requests?: unknown; per?: unknown } = value;
    return isAmount(requests) && (per === "day" || per === "week" || per === "month");
}

function isNames(value: unknown): value is string[] {
    return Array.isArray(value) && value.every((name) => typeof name === "string");
}
