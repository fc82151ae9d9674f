import type { GatewayRequest, GatewayResponse } from "./message";

/** Maximum size of a request body in bytes (API Gateway quotas, "Payload size"). */
export const maxRequestBody = 10_485_760;

/** Maximum size of a backend's response body in bytes (API Gateway quotas, "Payload size"). */
export const maxResponseBody = 10_485_760;

// API Gateway quotas: the URL, and the total of all headers, of a regional API.
const maxUrl = 10_240;
const maxHeaderBytes = 10_240;

/**
 * The response to a request that exceeds a size limit; undefined for any other request.
 * The 413 is as measured on AWS: plain text, without the headers of gateway responses. For the URL and the headers only
 * the limits are documented; the statuses are those that HTTP defines.
 */
export function oversizeResponse({ body, url, headers }: GatewayRequest): GatewayResponse | undefined {
    if (body.length > maxRequestBody) return plainText(413, `HTTP content length exceeded ${maxRequestBody} bytes.`);
    if (url.length > maxUrl) return plainText(414, "URI Too Long");
    const bytes = headers.reduce((sum, [name, value]) => sum + name.length + value.length, 0);
    return bytes > maxHeaderBytes ? plainText(431, "Request Header Fields Too Large") : undefined;
}

/**
 * The response to a query with an unencoded pipe or curly brace; undefined for any other request. API Gateway does not
 * support them (developer guide, "Important notes"), and users report a 400 that no log of the API has
 * (nestjsx/crud#255, outmoded/lout#179). The body is not known; this one helps.
 */
export function unsupportedQueryResponse({ url }: GatewayRequest): GatewayResponse | undefined {
    const start = url.indexOf("?");
    return start >= 0 && /[|{}]/.test(url.slice(start)) ? plainText(400, unsupportedQuery) : undefined;
}

const unsupportedQuery = "Bad Request: a pipe or curly brace in the query must be URL-encoded.";

function plainText(status: number, body: string): GatewayResponse {
    return { status, headers: [["Content-Type", "text/plain"]], body: Buffer.from(body) };
}
