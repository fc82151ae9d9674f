import { queryOf, type SignedRequest } from "./canonical-request";

/** The scope that a key signs for. */
export interface Scope {
    readonly day: string;
    readonly region: string;
    readonly service: string;
    readonly terminator: string;
}

/** A signature of version 4, as a request carries it. */
export interface Signature {
    readonly accessKeyId: string;
    readonly scope: Scope;
    /** Such as `20260926T120000Z`. */
    readonly date: string;
    /** Names in lower case. */
    readonly signedHeaders: readonly string[];
    /** In hexadecimal digits. */
    readonly value: string;
    /** Set for a signature in the query. */
    readonly expiresInSeconds?: number;
}

/** Why a signature cannot be read. */
export interface MalformedSignature {
    readonly kind: "malformed";
    readonly isInQuery: boolean;
    /** Such as "Credential". */
    readonly part: string;
}

const algorithm = "AWS4-HMAC-SHA256";

/** Reads the signature of a request in its header or its query; undefined if it has none. */
export function readSignature({ url, headers }: SignedRequest): Signature | MalformedSignature | undefined {
    const query = new Map(queryOf(url));
    if (query.has("X-Amz-Algorithm") || query.has("X-Amz-Signature")) return ofQuery(query);
    const { authorization } = headers;
    return authorization?.startsWith("AWS4-") ? ofHeader(authorization, headers["x-amz-date"]) : undefined;
}

/** Reads `key/day/region/service/aws4_request`; undefined for another form. */
export function readCredential(credential: string): { accessKeyId: string; scope: Scope } | undefined {
    const [accessKeyId = "", day = "", region = "", service = "", terminator, ...more] = credential.split("/");
    if (terminator === undefined || more.length > 0) return undefined;
    return { accessKeyId, scope: { day, region, service, terminator } };
}

/** The milliseconds since 1970 of a time such as `20260926T120000Z`; NaN for another form. */
export function millisOf(date: string): number {
    return Date.parse(date.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, "$1-$2-$3T$4:$5:$6Z"));
}

function ofHeader(authorization: string, date: string | string[] | undefined): Signature | MalformedSignature {
    const [given = "", ...parts] = authorization.split(/[ ,]+/);
    const values = new Map(parts.map((part) => [part.slice(0, part.indexOf("=")), part.slice(part.indexOf("=") + 1)]));
    return read(
        { algorithm: given, date: String(date ?? ""), find: (name) => values.get(name) ?? "" },
        { isInQuery: false },
    );
}

function ofQuery(query: ReadonlyMap<string, string>): Signature | MalformedSignature {
    const find = (name: string) => query.get(`X-Amz-${name}`) ?? "";
    const signature = read({ algorithm: find("Algorithm"), date: find("Date"), find }, { isInQuery: true });
    if ("kind" in signature) return signature;
    const expires = Number(find("Expires") || Number.NaN);
    // Seven days at most (S3 API reference, "Authenticating Requests: Using Query Parameters").
    if (!(expires >= 1 && expires <= 604_800)) return { kind: "malformed", isInQuery: true, part: "X-Amz-Expires" };
    return { ...signature, expiresInSeconds: expires };
}

function read(
    given: { readonly algorithm: string; readonly date: string; readonly find: (name: string) => string },
    { isInQuery }: { readonly isInQuery: boolean },
): Signature | MalformedSignature {
    const malformed = (part: string) => ({ kind: "malformed", isInQuery, part }) as const;
    if (given.algorithm !== algorithm) return malformed("Algorithm");
    const credential = readCredential(given.find("Credential"));
    if (credential === undefined) return malformed("Credential");
    if (Number.isNaN(millisOf(given.date))) return malformed("Date");
    const [signedHeaders, value] = [given.find("SignedHeaders"), given.find("Signature")];
    if (!signedHeaders.split(";").includes("host")) return malformed("SignedHeaders");
    if (!/^[0-9a-f]{64}$/.test(value)) return malformed("Signature");
    return { ...credential, date: given.date, signedHeaders: signedHeaders.toLowerCase().split(";"), value };
}
