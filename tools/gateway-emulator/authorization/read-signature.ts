import { queryOf } from "../../service-emulator/wire/canonical-request";
import { GatewayError } from "../errors/gateway-error";
import { type GatewayRequest, headerValues } from "../http/message";

/** A signature of version 4, as a request carries it. */
export interface Signature {
    readonly accessKeyId: string;
    readonly scope: {
        readonly day: string;
        readonly region: string;
        readonly service: string;
        readonly terminator: string;
    };
    /** Such as `20260926T120000Z`. */
    readonly date: string;
    /** The same time in milliseconds. */
    readonly time: number;
    /** Names in lower case. */
    readonly signedHeaders: readonly string[];
    /** In hexadecimal digits. */
    readonly value: string;
    readonly sessionToken?: string;
    /** Set for a signature in the query. */
    readonly expiresInSeconds?: number;
}

const algorithm = "AWS4-HMAC-SHA256";
const maxExpires = 604_800;
const queryNames = ["Algorithm", "Credential", "Signature", "SignedHeaders", "Date"].map((name) => `X-Amz-${name}`);

/**
 * Reads the signature of a request; undefined if it has none of any version.
 * @throws {GatewayError} INVALID_SIGNATURE if it is incomplete.
 */
export function readSignature(request: GatewayRequest): Signature | undefined {
    const query = new Map(queryOf(request.url));
    const authorization = headerValues(request.headers, "authorization").at(-1);
    const isInQuery = query.has("X-Amz-Algorithm") || query.has("X-Amz-Signature");
    if (authorization?.startsWith("AWS4-") && isInQuery)
        throw new GatewayError(
            "INVALID_SIGNATURE",
            "Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header.",
            undefined,
            undefined,
            undefined,
            "InvalidSignatureException",
        );
    if (isInQuery) return ofQuery(query);
    return authorization?.startsWith("AWS4-") ? ofHeader(request, authorization) : undefined;
}

function ofHeader(request: GatewayRequest, authorization: string): Signature {
    const [given = "", ...parts] = authorization.split(/[ ,]+/);
    const values = new Map(parts.map((part) => [part.slice(0, part.indexOf("=")), part.slice(part.indexOf("=") + 1)]));
    const date = headerValues(request.headers, "x-amz-date").at(-1) ?? headerValues(request.headers, "date").at(-1);
    const missing = ["Credential", "Signature", "SignedHeaders"]
        .filter((name) => !values.get(name))
        .map((name) => `Authorization header requires '${name}' parameter. `);
    if (date === undefined)
        missing.push("Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. ");
    if (missing.length > 0) throw incomplete(`${missing.join("")}Authorization=${given}`);
    const sessionToken = headerValues(request.headers, "x-amz-security-token").at(-1);
    return read({
        algorithm: given,
        credential: values.get("Credential") ?? "",
        signedHeaders: values.get("SignedHeaders") ?? "",
        value: values.get("Signature") ?? "",
        date: date ?? "",
        sessionToken,
    });
}

function ofQuery(query: ReadonlyMap<string, string>): Signature {
    const missing = queryNames.filter((name) => !query.get(name));
    if (missing.length > 0) {
        const needed = missing.map((name) => `AWS query-string parameters must include '${name}'. `);
        throw incomplete(`${needed.join("")}Re-examine the query-string parameters.`);
    }
    const expires = Number(query.get("X-Amz-Expires") ?? 300);
    const signature = read({
        algorithm: query.get("X-Amz-Algorithm") ?? "",
        credential: query.get("X-Amz-Credential") ?? "",
        signedHeaders: query.get("X-Amz-SignedHeaders") ?? "",
        value: query.get("X-Amz-Signature") ?? "",
        date: query.get("X-Amz-Date") ?? "",
        sessionToken: query.get("X-Amz-Security-Token"),
    });
    // Signature Version 4 allows seven days at most.
    return { ...signature, expiresInSeconds: expires >= 0 && expires <= maxExpires ? expires : 0 };
}

function read(given: {
    readonly algorithm: string;
    readonly credential: string;
    readonly signedHeaders: string;
    readonly value: string;
    readonly date: string;
    readonly sessionToken: string | undefined;
}): Signature {
    const { credential, sessionToken } = given;
    const date = basicDate(given.date);
    if (date === undefined)
        throw incomplete(
            `Date must be in ISO-8601 'basic format'. Got '${given.date}'. See http://en.wikipedia.org/wiki/ISO_8601`,
        );
    if (given.algorithm !== algorithm)
        throw incomplete(`Unsupported AWS 'algorithm': '${given.algorithm}' (only ${algorithm} for now). `);
    const [accessKeyId = "", day = "", region = "", service = "", terminator, ...more] = credential.split("/");
    if (terminator === undefined || more.length > 0)
        throw incomplete(
            `Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got '${credential}'`,
        );
    return {
        accessKeyId,
        scope: { day, region, service, terminator },
        date,
        time: timeOf(date),
        signedHeaders: given.signedHeaders.toLowerCase().split(";"),
        value: given.value,
        ...(sessionToken !== undefined && { sessionToken }),
    };
}

// A `Date` header has the form of HTTP.
function basicDate(text: string): string | undefined {
    if (/^\d{8}T\d{6}Z$/.test(text)) return Number.isNaN(timeOf(text)) ? undefined : text;
    const millis = text.endsWith("GMT") ? Date.parse(text) : Number.NaN;
    return Number.isNaN(millis) ? undefined : basicTime(millis);
}

function timeOf(date: string): number {
    return Date.parse(date.replace(/^(....)(..)(..)T(..)(..)(..)Z$/, "$1-$2-$3T$4:$5:$6Z"));
}

/** A time in milliseconds in the basic format of ISO 8601, such as `20260926T120000Z`. */
export function basicTime(millis: number): string {
    return new Date(millis).toISOString().replaceAll(/[-:]|\.\d+/g, "");
}

function incomplete(message: string): GatewayError {
    return new GatewayError("INVALID_SIGNATURE", message);
}
