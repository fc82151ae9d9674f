import type { GatewayRequest, GatewayResponse } from "./message";

/** Bytes of the largest request body (API Gateway quotas, "Payload size"). */
export const maxBody = 10_485_760;

/** Bytes of the largest answer of a backend (API Gateway quotas, "Payload size"). */
export const maxAnswer = 10_485_760;

// API Gateway quotas: a URL, and all headers together, of a regional API.
const maxUrl = 10_240;
const maxHeaderBytes = 10_240;

/**
 * Answers a request that is too large to be looked at; undefined for any other.
 * The 413 is as AWS was measured to answer it: plain text, without headers of gateway responses. For a URL and headers
 * that are too long only the limits are documented; the statuses are HTTP's own.
 */
export function oversizeResponse({ body, url, headers }: GatewayRequest): GatewayResponse | undefined {
    if (body.length > maxBody) return text(413, `HTTP content length exceeded ${maxBody} bytes.`);
    if (url.length > maxUrl) return text(414, "URI Too Long");
    const bytes = headers.reduce((sum, [name, value]) => sum + name.length + value.length, 0);
    return bytes > maxHeaderBytes ? text(431, "Request Header Fields Too Large") : undefined;
}

function text(status: number, body: string): GatewayResponse {
    return { status, headers: [["Content-Type", "text/plain"]], body: Buffer.from(body) };
}
