import type { Place } from "../problem";
import type { CacheSubject } from "./cache-keys";
import { modelsOf } from "./models/models";
import { outermostOf } from "./models/references";
import { type DeclaredParameter, isPublishableName } from "./parameters";
import type { DocumentSource } from "./source";

/** A part of an operation because of which its responses cannot be cached. */
export interface UncacheableReason {
    readonly at: Place;
    readonly got: string;
    readonly fact: string;
}

/** The reasons why no cache key can tell the responses of a GET apart; empty if one can. */
export function uncacheableReasons(source: DocumentSource, subject: CacheSubject): UncacheableReason[] {
    return [
        ...subject.declared.flatMap((each) => reasonOf(source, each) ?? []),
        ...credentialReasons(source, subject),
        ...queryReasons(subject),
    ];
}

// API Gateway's querystring.<name> is the last value of a repeated name (measured in floci-io/floci#3548), while an
// http_proxy backend gets all of them: two different lists would share one cache entry.
function reasonOf(
    source: DocumentSource,
    { at, name, hasPublishableName, ...parameter }: DeclaredParameter,
): UncacheableReason | undefined {
    if (parameter.in !== "query" && parameter.in !== "header") return undefined;
    const got = `the ${parameter.in} parameter "${name}"`;
    if (!hasPublishableName) return { at, got, fact: "no cache key can hold a parameter of this name" };
    if (variesPerCall(parameter.in, name)) return { at, got, fact: "it has another value in each call" };
    if (parameter.in === "header") return undefined;
    const style = source.valueAt([...at, "style"]);
    const schema = [...at, "schema"];
    const isExploded = source.valueAt([...at, "explode"]) !== false;
    if (hasType(source, schema, "object") && (isExploded || style === "deepObject")) {
        return { at, got, fact: "an object becomes parameters of other names, which no cache key can list" };
    }
    if (hasType(source, schema, "array") && isExploded) {
        return {
            at,
            got,
            fact: 'a cache key has only the last value of a repeated parameter (as one value with commas, "explode: false" or "collectionFormat: csv", it can be cached)',
        };
    }
    return undefined;
}

function credentialReasons(source: DocumentSource, { operation, credentials }: CacheSubject): UncacheableReason[] {
    return credentials.flatMap((credential) => {
        if (credential.in !== "unknown") return [];
        const got = `the security scheme "${credential.scheme}"`;
        const isDeclared = source.valueAt(["components", "securitySchemes", credential.scheme]) !== undefined;
        const fact = isDeclared
            ? "no cache key can hold its credential"
            : "components.securitySchemes does not declare it, so that no cache key can hold its credential";
        return [{ at: [...operation, "security"], got, fact }];
    });
}

function queryReasons({ path, queryNames }: CacheSubject): UncacheableReason[] {
    return queryNames.flatMap((name) => {
        if (isPublishableName(name)) return [];
        return [
            { at: path, got: `the query parameter "${name}"`, fact: "no cache key can hold a parameter of this name" },
        ];
    });
}

// A keyword that only values of a type have.
const typeKeywords = { array: "items", object: "properties" } as const;

// Whether a value of the schema may be of the type; a schema without types counts as one of a single value.
function hasType(source: DocumentSource, schema: Place, type: keyof typeof typeKeywords): boolean {
    const { references } = modelsOf(source);
    const seen = new Set<string>();
    const pending = [schema];
    for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
        const key = JSON.stringify(at.map(String));
        if (seen.has(key)) continue;
        seen.add(key);
        const types = source.valueAt([...at, "type"]);
        if (types === type || (Array.isArray(types) && types.includes(type))) return true;
        if (types === undefined && source.valueAt([...at, typeKeywords[type]]) !== undefined) return true;
        const target = references.find(at, outermostOf(at));
        if (target !== undefined) pending.push(target);
        for (const list of ["allOf", "anyOf", "oneOf"]) pending.push(...source.childrenOf([...at, list]));
    }
    return false;
}

// Names of parameters with another value in each call, or about the client's copy of a response: in lower case, without
// "x-", "-" and "_". A cache key with one of them is never met again, and policy r2-cached-content rejects it.
const anywhere = new Set(
    "requestid correlationid traceid amzntraceid amznrequestid traceparent tracestate idempotencykey nonce cachebuster cachebust".split(
        " ",
    ),
);
const inHeaders = new Set(
    "date amzdate timestamp requesttime cachecontrol pragma ifnonematch ifmodifiedsince b3traceid b3spanid".split(" "),
);

function variesPerCall(place: "header" | "query", name: string): boolean {
    const word = name.toLowerCase().replace(/^x-/, "").replaceAll(/[-_]/g, "");
    // "_" is jQuery's cache buster.
    if (place === "query" && name === "_") return true;
    return anywhere.has(word) || (place === "header" && inHeaders.has(word));
}
