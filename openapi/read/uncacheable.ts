import type { Place } from "../problem";
import type { CacheSubject } from "./cache-keys";
import type { DeclaredParameter } from "./parameters";
import type { DocumentSource } from "./source";

/** A part of an operation because of which its responses cannot be cached. */
export interface UncacheableReason {
    readonly at: Place;
    readonly got: string;
    readonly fact: string;
}

/** The reasons why no cache key can tell the responses of a GET apart; empty if one can. */
export function uncacheableReasons(source: DocumentSource, subject: CacheSubject): UncacheableReason[] {
    return [...subject.declared.flatMap((each) => reasonOf(source, each) ?? []), ...credentialReasons(subject)];
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
            fact: 'a cache key has only the last value of a repeated parameter (with "explode: false" all are one value)',
        };
    }
    return undefined;
}

function credentialReasons({ operation, credentials }: CacheSubject): UncacheableReason[] {
    return credentials.flatMap((credential) => {
        if (credential.in !== "unknown") return [];
        const got = `the security scheme "${credential.scheme}"`;
        return [{ at: [...operation, "security"], got, fact: "no cache key can hold its credential" }];
    });
}

const maxDepth = 20;
// A keyword that only values of a type have.
const typeKeywords = { array: "items", object: "properties" } as const;

// Whether a value of the schema may be of the type; a schema without types counts as one of a single value.
function hasType(source: DocumentSource, reference: Place, type: keyof typeof typeKeywords, depth = 0): boolean {
    const at = depth > maxDepth ? undefined : source.find(reference);
    if (at === undefined) return false;
    const types = source.valueAt([...at, "type"]);
    if (types === type || (Array.isArray(types) && types.includes(type))) return true;
    if (types === undefined && source.valueAt([...at, typeKeywords[type]]) !== undefined) return true;
    return ["allOf", "anyOf", "oneOf"].some((list) =>
        source.childrenOf([...at, list]).some((child) => hasType(source, child, type, depth + 1)),
    );
}
