import { createHash } from "node:crypto";
import { type GatewayRequest, headerValues, pathOf } from "../http/message";
import { decode } from "../request/router";
import { rawQuery, type Signature } from "./read-signature";

/**
 * The canonical request that a signature is made of (IAM user guide, "Create a signed AWS API request", step 1). A path is encoded
 * twice for every service but S3, so the path that a client sends is encoded once more.
 */
export function canonicalRequest(request: GatewayRequest, { signedHeaders }: Pick<Signature, "signedHeaders">): string {
    const path = pathOf(request).split("/").map(encoded).join("/");
    const headers = signedHeaders.map((name) => {
        const values = headerValues(request.headers, name).map((value) => value.trim().replaceAll(/ +/g, " "));
        return `${name}:${values.join(",")}\n`;
    });
    const payload = createHash("sha256")
        .update(request.sentBody ?? request.body)
        .digest("hex");
    return [
        request.method,
        path || "/",
        canonicalQuery(request.url),
        headers.join(""),
        signedHeaders.join(";"),
        payload,
    ].join("\n");
}

function canonicalQuery(url: string): string {
    return rawQuery(url)
        .map(([name, value]) => [encoded(decode(name)), encoded(decode(value))] as const)
        .filter(([name]) => name !== "X-Amz-Signature")
        .sort(([a, x], [b, y]) => (a === b ? compare(x, y) : compare(a, b)))
        .map(([name, value]) => `${name}=${value}`)
        .join("&");
}

// By code points, not by a language.
function compare(a: string, b: string): number {
    return a < b ? -1 : a > b ? 1 : 0;
}

// RFC 3986: everything but unreserved characters.
function encoded(text: string): string {
    return encodeURIComponent(text).replaceAll(
        /[!'()*]/g,
        (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
    );
}
