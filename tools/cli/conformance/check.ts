import type { PublisherName } from "../../../stacks/settings/http-api/publishers";
import type { BoundedClient } from "./bounded-client";

/** A pair of requests that need separate cache entries, because they differ in a part of the cache key. */
export interface Variation {
    readonly place: "query" | "header" | "path";
    /** Name of the query parameter or header; empty for a path. */
    readonly name: string;
    /** Two values; for a path, two whole paths. */
    readonly values: readonly [string, string];
}

/** A deployed or local API as its clients see it, with the settings that the user gave. */
export interface Target {
    readonly publisher: PublisherName;
    /** URL of a stage, or of an HTTP API, without a slash at its end. */
    readonly url: string;
    /** A client's API key. */
    readonly key: string;
    /** Path of a GET operation that needs no parameters, such as `/pictures/all`; at a REST API of one that is cached. */
    readonly path: string;
    /** Seconds for which the stage caches a response. */
    readonly ttlSeconds?: number;
    readonly variations: readonly Variation[];
    /** Path of a GET operation that must not be cached. */
    readonly volatilePath?: string;
    /** The key's usage plan. */
    readonly plan?: { readonly rate: number; readonly burst: number };
    /** Origin that browsers call from. */
    readonly origin?: string;
    /** URL of the load balancer, which must not be reachable from here. */
    readonly direct?: string;
}

/** Dependencies of a check. */
export interface CheckDependencies {
    readonly client: BoundedClient;
    /** Waits for some milliseconds. */
    readonly pause: (milliseconds: number) => Promise<unknown>;
    /** Time in milliseconds, for rates. */
    readonly clock: () => number;
}

/** Result of a check; one that could not observe what it needs is "not checked", never "holds". */
export type Verdict =
    | { readonly kind: "holds"; readonly note?: string }
    | { readonly kind: "broken"; readonly reason: string }
    | { readonly kind: "not checked"; readonly reason: string };

/** A property that an API must have, tested from outside. */
export interface Check {
    /** The rule that it tests, or another promise to clients. */
    readonly about: "R1" | "R2" | "R3" | "R4" | "CORS" | "Errors";
    readonly title: string;
    run(target: Target, dependencies: CheckDependencies): Promise<Verdict>;
}

/** The verdict where the property holds. */
export const holds: Verdict = { kind: "holds" };

/** The verdict where it does not hold; the reason says what was found and what was expected. */
export function broken(reason: string): Verdict {
    return { kind: "broken", reason };
}

/** The verdict where the property could not be tested. */
export function notChecked(reason: string): Verdict {
    return { kind: "not checked", reason };
}
