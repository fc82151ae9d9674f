import type { Parameter } from "../document";
import type { Place } from "../problem";
import type { DeclaredParameter } from "./parameters";
import type { Credential } from "./security";
import type { DocumentSource } from "./source";
import { uncacheableReasons } from "./uncacheable";

/** The parts of a GET operation on which its response may depend, as far as the document says so. */
export interface CacheSubject {
    readonly operation: Place;
    /** The place of the path as the document writes it. */
    readonly path: Place;
    readonly declared: readonly DeclaredParameter[];
    /** Those that API Gateway can refer to. */
    readonly published: readonly Parameter[];
    readonly credentials: readonly Credential[];
    /** Names of the query that the document has written into the path. */
    readonly queryNames: readonly string[];
    /** Whether a client chooses a media type by its Accept header. */
    readonly hasMediaTypeChoice: boolean;
}

/**
 * The parameters that key the cached responses of a GET; undefined, with an adjustment that names the reason, if no key
 * can tell its responses apart, because a client would then get the response meant for another.
 */
export function cacheKeyParameters(source: DocumentSource, subject: CacheSubject): Parameter[] | undefined {
    const reasons = uncacheableReasons(source, subject);
    if (reasons.length > 0) {
        for (const { at, got, fact } of reasons)
            source.askToDecide(at, `not cached, as ${fact}; ${remedy}`, got, { isForRestApi: true });
        return undefined;
    }
    const queries = [...subject.queryNames, ...namesIn("query", subject.credentials)];
    const headers = namesIn("header", subject.credentials);
    if (subject.declared.some((parameter) => parameter.in === "cookie")) headers.push("Cookie");
    if (subject.hasMediaTypeChoice) headers.push("Accept");
    const added = [
        ...queries.map((name) => optional("query", name)),
        ...headers.map((name) => optional("header", name)),
    ];
    const parameters = new Map<string, Parameter>();
    for (const parameter of [...subject.published, ...added]) {
        for (const name of parameter.in === "header" ? spellings(parameter.name) : [parameter.name]) {
            const key = `${parameter.in} ${name}`;
            const required = parameter.required && name === parameter.name;
            if (!parameters.has(key)) parameters.set(key, { ...parameter, name, required });
        }
    }
    return [...parameters.keys()].sort().flatMap((key) => parameters.get(key) ?? []);
}

const remedy =
    'rule R2 reports the operation until the document or an overlay marks it "x-content-freshness: volatile" or changes this';

function namesIn(place: "header" | "query", credentials: readonly Credential[]): string[] {
    return credentials.flatMap((credential) => (credential.in === place ? [credential.name] : []));
}

function optional(place: "header" | "query", name: string): Parameter {
    return { name, in: place, required: false, schema: { type: "string" } };
}

/**
 * The spellings of a header's name that clients send: as declared, in lower case (HTTP/2), with a capital after each
 * hyphen (Go), and in capitals. API Gateway documents that it compares names exactly (developer guide, "Important
 * notes"), while backends do not: without its own key, a spelling would get the response of a call without the header.
 * One method may declare several spellings (seen in DianaIonita/serverless-api-gateway-caching#109).
 */
function spellings(name: string): Set<string> {
    const lower = name.toLowerCase();
    const title = lower.replaceAll(
        /(^|-)([a-z])/g,
        (_, hyphen: string, letter: string) => hyphen + letter.toUpperCase(),
    );
    return new Set([name, lower, title, name.toUpperCase()]);
}
