import { LRUCache } from "lru-cache";
import type { GatewayResponse } from "../http/message";
import { type Call, mappedValue } from "../request/call-context";
import type { Stage } from "../state/stage";

/** Maximum size of a cached response body in bytes (developer guide, "Enable API caching"). */
const maxCachedBody = 1_048_576;

// A stage's cache may be as large as 237 GB on AWS; the emulator must not fill the machine's memory.
const maxBytes = 64 * 1_048_576;

/** The cache of one stage: a response is dropped when it expires, the least recently used first when space runs out. */
export class ResponseCache {
    private readonly responses: LRUCache<string, GatewayResponse>;

    /**
     * @param sizeGb size of the cache cluster; the emulator uses at most 64 MiB of it.
     * @param clock time in milliseconds.
     */
    constructor(sizeGb: number, clock: () => number) {
        this.responses = new LRUCache<string, GatewayResponse>({
            maxSize: Math.max(1, Math.min(maxBytes, Math.floor(sizeGb * 1_073_741_824))),
            // Headers and the key take space as well.
            sizeCalculation: (response, key) => response.body.length + key.length + 512,
            perf: { now: clock },
            // Otherwise the cache reads the clock only once a millisecond of real time.
            ttlResolution: 0,
        });
    }

    get(key: string): GatewayResponse | undefined {
        return this.responses.get(key);
    }

    /** Stores a response for a number of seconds, unless its body exceeds the maximum size. */
    set(key: string, response: GatewayResponse, ttlSeconds: number): void {
        if (response.body.length <= maxCachedBody) this.responses.set(key, response, { ttl: ttlSeconds * 1000 });
    }
}

/** The caches of an API: one for each stage with a cache cluster, and one for each canary with a separate cache. */
export class StageCaches {
    private readonly caches = new Map<string, ResponseCache>();

    constructor(private readonly clock: () => number) {}

    /** The cache of a stage, or of its canary; undefined if the stage has no cache cluster. */
    of(stage: Stage, isCanary: boolean): ResponseCache | undefined {
        if (!stage.cacheClusterEnabled) return undefined;
        const name = isCanary ? `${stage.name}/canary` : stage.name;
        const cache = this.caches.get(name) ?? new ResponseCache(stage.cacheClusterSizeGb, this.clock);
        this.caches.set(name, cache);
        return cache;
    }
}

/**
 * The key of a call in its stage's cache: resource, method and the values of the listed parameters. Other parameters,
 * including `x-api-key`, are ignored, so all clients share an entry (developer guide, "Use method or integration
 * parameters as cache keys"). An absent parameter differs from an empty one.
 */
export function cacheKey(call: Call): string {
    const { path, method, integration } = call.operation;
    const values = integration.cacheKeyParameters.map((parameter) => mappedValue(parameter, call) ?? null);
    return JSON.stringify([path, method, ...values]);
}
