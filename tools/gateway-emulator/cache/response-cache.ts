import { LRUCache } from "lru-cache";
import type { GatewayResponse } from "../http/message";
import { type Call, mappedValue } from "../request/call-context";

/** Bytes of the largest answer that the cache keeps (developer guide, "Enable API caching"). */
export const maxCachedAnswer = 1_048_576;

// A stage may have 237 GB at AWS: no machine should be filled by it.
const maxBytes = 64 * 1_048_576;

/** The cache of one stage: answers for as long as they live, the least used ones going first when it is full. */
export class ResponseCache {
    private readonly responses: LRUCache<string, GatewayResponse>;

    /**
     * @param sizeGb size of the cache cluster; at most 64 MiB of it are used here.
     * @param clock time in milliseconds.
     */
    constructor(sizeGb: number, clock: () => number) {
        this.responses = new LRUCache<string, GatewayResponse>({
            maxSize: Math.max(1, Math.min(maxBytes, Math.floor(sizeGb * 1_073_741_824))),
            // Headers and the key take room too.
            sizeCalculation: (answer, key) => answer.body.length + key.length + 512,
            perf: { now: clock },
            // Otherwise the clock is read once a millisecond of real time.
            ttlResolution: 0,
        });
    }

    get(key: string): GatewayResponse | undefined {
        return this.responses.get(key);
    }

    /** Keeps an answer for some seconds; one over the limit is not kept. */
    set(key: string, answer: GatewayResponse, ttlSeconds: number): void {
        if (answer.body.length <= maxCachedAnswer) this.responses.set(key, answer, { ttl: ttlSeconds * 1000 });
    }
}

/**
 * The key of a call in its stage's cache: resource, method, and the listed parameters alone. Others, `x-api-key` among
 * them, do not tell answers apart, so that all clients share one (developer guide, "Use method or integration
 * parameters as cache keys"). An absent parameter differs from an empty one.
 */
export function cacheKey(call: Call): string {
    const { path, method, integration } = call.operation;
    const values = integration.cacheKeyParameters.map((parameter) => mappedValue(parameter, call) ?? null);
    return JSON.stringify([path, method, ...values]);
}
