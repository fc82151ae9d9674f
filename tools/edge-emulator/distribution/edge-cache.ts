import type { GatewayResponse } from "../../gateway-emulator/http/message";
import type { EdgeRequest } from "../request/edge-request";
import type { Behavior } from "../state/deployed-edge";
import { keyedHeader, selectedCookies, selectedQuery } from "./selection";

/** Bytes of responses that are kept; the oldest ones make room. */
const capacity = 256 * 1024 * 1024;

/** Estimate of the bytes that an entry takes beside its key and body, most of them for headers. */
const entryBytes = 2048;

/** A stored response with its age in seconds. */
export interface StoredResponse {
    readonly response: GatewayResponse;
    readonly age: number;
}

/**
 * The key of a request: path, and the headers, parameters and cookies of the behavior's cache policy
 * (docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-the-cache-key.html). A response to GET serves HEAD too.
 */
export function cacheKey(request: EdgeRequest, { cache, pathPattern }: Behavior): string {
    const { behavior, names } = cache.headers;
    return JSON.stringify([
        pathPattern,
        request.path,
        behavior === "listed" ? [...names].sort().map((name) => [name, keyedHeader(request, name)]) : [],
        selectedQuery(request, cache.queryStrings),
        selectedCookies(request, cache.cookies),
        // A preflight and a GET of one path differ.
        request.method === "OPTIONS",
    ]);
}

/** The responses that CloudFront stores: one location, and nothing is removed before its time but for room. */
export class EdgeCache {
    private readonly entries = new Map<string, { readonly response: GatewayResponse; at: number; until: number }>();
    private size = 0;

    /** @param clock time in milliseconds. */
    constructor(private readonly clock: () => number) {}

    /** A response that is still fresh. */
    find(key: string): StoredResponse | undefined {
        const found = this.entries.get(key);
        const now = this.clock();
        if (found === undefined || now >= found.until) return undefined;
        return { response: found.response, age: Math.floor((now - found.at) / 1000) };
    }

    /** Stores a response for some seconds. */
    store(key: string, response: GatewayResponse, seconds: number): void {
        this.remove(key);
        const at = this.clock();
        this.entries.set(key, { response, at, until: at + seconds * 1000 });
        this.size += sizeOf(key, response);
        if (this.size <= capacity) return;
        // For a tenth at once: a map takes long to find its first entry behind many that were deleted.
        for (const oldest of this.entries.keys()) {
            if (this.size <= 0.9 * capacity) break;
            this.remove(oldest);
        }
    }

    private remove(key: string): void {
        const found = this.entries.get(key);
        if (found === undefined) return;
        this.size -= sizeOf(key, found.response);
        this.entries.delete(key);
    }
}

// Without the key and the rest, any number of empty responses would fit.
function sizeOf(key: string, { body }: GatewayResponse): number {
    return key.length + body.length + entryBytes;
}
