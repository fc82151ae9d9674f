import type { IncomingHttpHeaders } from "node:http";

/** The part of a request that a signature covers. */
export interface SignedRequest {
    readonly method: string;
    /** Path and query as sent. */
    readonly url: string;
    /** Names in lower case. */
    readonly headers: IncomingHttpHeaders;
}

/** The form of a canonical request. */
export interface CanonicalForm {
    /** Names in lower case, sorted. */
    readonly signedHeaders: readonly string[];
    /** SHA-256 of the body in hexadecimal digits, or what is signed in its place, such as `UNSIGNED-PAYLOAD`. */
    readonly payloadHash: string;
    /** A path is encoded once more than it is sent for every service but S3. */
    readonly isPathEncodedAgain: boolean;
}

/** The canonical request that a signature is made of (IAM user guide, "Create a signed AWS API request", step 1). */
export function canonicalRequest({ method, url, headers }: SignedRequest, form: CanonicalForm): string {
    const path = url.split("?", 1)[0] || "/";
    const lines = form.signedHeaders.map((name) => {
        const value = headers[name] ?? "";
        const values = (Array.isArray(value) ? value : [value]).map((each) => each.trim().replaceAll(/ +/g, " "));
        return `${name}:${values.join(",")}\n`;
    });
    return [
        method,
        form.isPathEncodedAgain ? path.split("/").map(percentEncoded).join("/") : path,
        canonicalQuery(url),
        lines.join(""),
        form.signedHeaders.join(";"),
        form.payloadHash,
    ].join("\n");
}

/** The names and values of a URL's query, decoded. */
export function queryOf(url: string): (readonly [name: string, value: string])[] {
    const start = url.indexOf("?");
    const pairs = start < 0 ? [] : url.slice(start + 1).split("&");
    return pairs
        .filter((pair) => pair !== "")
        .map((pair) => {
            const [name = "", ...rest] = pair.split("=");
            return [decoded(name), decoded(rest.join("="))] as const;
        });
}

/** A string with everything but the unreserved characters of RFC 3986 encoded. */
export function percentEncoded(text: string): string {
    return encodeURIComponent(text).replaceAll(
        /[!'()*]/g,
        (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
    );
}

function canonicalQuery(url: string): string {
    return queryOf(url)
        .filter(([name]) => name !== "X-Amz-Signature")
        .map(([name, value]) => [percentEncoded(name), percentEncoded(value)] as const)
        .sort(([a, x], [b, y]) => (a === b ? compare(x, y) : compare(a, b)))
        .map(([name, value]) => `${name}=${value}`)
        .join("&");
}

// By code points, not by a language.
function compare(a: string, b: string): number {
    return a < b ? -1 : a > b ? 1 : 0;
}

function decoded(text: string): string {
    try {
        return decodeURIComponent(text.replaceAll("+", " "));
    } catch (error) {
        // A sequence that is no UTF-8 stays as it is, and its signature cannot match.
        if (error instanceof URIError) return text;
        throw error;
    }
}
