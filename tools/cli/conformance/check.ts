import type { BoundedClient } from "./bounded-client";

/** A pair of requests that must get answers of their own, because what they differ in is part of the cache's key. */
export interface Variation {
    readonly place: "query" | "header" | "path";
    /** Name of the query parameter or header; empty for a path. */
    readonly name: string;
    /** Two values; for a path, two whole paths. */
    readonly values: readonly [string, string];
}

/** A deployed or local API, as its clients see it, and what the user says of it. */
export interface Target {
    /** URL of a stage, without a slash at its end. */
    readonly url: string;
    /** A client's API key. */
    readonly key: string;
    /** Path of a GET operation that is cached and needs no parameters, such as `/pictures/all`. */
    readonly path: string;
    /** Seconds for which the stage keeps an answer. */
    readonly ttlSeconds?: number;
    readonly variations: readonly Variation[];
    /** Path of a GET operation that must not be cached. */
    readonly volatilePath?: string;
    /** The key's usage plan. */
    readonly plan?: { readonly rate: number; readonly burst: number };
    /** Origin that browsers call from. */
    readonly origin?: string;
    /** URL of the load balancer, which must not be reached from here. */
    readonly direct?: string;
}

/** What a check has from outside. */
export interface CheckDependencies {
    readonly client: BoundedClient;
    /** Waits for some milliseconds. */
    readonly pause: (milliseconds: number) => Promise<unknown>;
    /** Time in milliseconds, for rates. */
    readonly clock: () => number;
}

/** What came of a check; one that could not see what it asks for is "not judged", and never holds. */
export type Verdict =
    | { readonly kind: "holds"; readonly note?: string }
    | { readonly kind: "broken"; readonly reason: string }
    | { readonly kind: "not judged"; readonly reason: string };

/** Something that must hold of an API, seen from outside. */
export interface Check {
    /** The rule that it speaks for, or what else clients rely on. */
    readonly about: "R1" | "R2" | "R3" | "R4" | "CORS" | "Errors";
    readonly title: string;
    run(target: Target, dependencies: CheckDependencies): Promise<Verdict>;
}

/** The verdict where all is as it must be. */
export const holds: Verdict = { kind: "holds" };

/** The verdict where something is wrong: what was got and what is wanted. */
export function broken(reason: string): Verdict {
    return { kind: "broken", reason };
}

/** The verdict where nothing can be said. */
export function notChecked(reason: string): Verdict {
    return { kind: "not judged", reason };
}
