import { type GatewayRequest, type GatewayResponse, headerValues } from "../../gateway-emulator/http/message";
import { withoutHeaders } from "./edge-request";

const noBody = Buffer.alloc(0);

/**
 * Answers `If-None-Match`, `If-Modified-Since` and a single `Range` of a request from the whole object (RFC 9110, 13 and 14), as S3 does
 * and CloudFront from its cache.
 */
export function conditionalResponse(
    { method, headers }: Pick<GatewayRequest, "method" | "headers">,
    response: GatewayResponse,
): GatewayResponse {
    if (response.status !== 200 || !["GET", "HEAD"].includes(method)) return response;
    if (isNotModified(headers, response)) {
        return { ...response, status: 304, headers: withoutHeaders(response.headers, ["content-type"]), body: noBody };
    }
    const [range] = headerValues(headers, "range");
    return range === undefined || headerValues(headers, "if-range").length > 0 ? response : part(range, response);
}

function isNotModified(headers: GatewayRequest["headers"], response: GatewayResponse): boolean {
    const weak = (tag: string) => tag.trim().replace(/^W\//, "");
    const [etag] = headerValues(response.headers, "etag");
    const tags = headerValues(headers, "if-none-match").flatMap((value) => value.split(","));
    if (tags.length > 0)
        return etag !== undefined && tags.some((tag) => tag.trim() === "*" || weak(tag) === weak(etag));
    const [since] = headerValues(headers, "if-modified-since");
    const [modified] = headerValues(response.headers, "last-modified");
    return since !== undefined && modified !== undefined && Date.parse(modified) <= Date.parse(since);
}

function part(range: string, response: GatewayResponse): GatewayResponse {
    const { length } = response.body;
    const [, first = "", last = ""] = /^bytes=(\d*)-(\d*)$/.exec(range.trim()) ?? [];
    if (first === "" && last === "") return response;
    const start = first === "" ? Math.max(0, length - Number(last)) : Number(first);
    const end = first === "" || last === "" ? length : Math.min(length, Number(last) + 1);
    if (start >= end) {
        const headers = [
            ...withoutHeaders(response.headers, ["content-type"]),
            ["Content-Range", `bytes */${length}`] as const,
        ];
        return { ...response, status: 416, headers, body: noBody };
    }
    return {
        ...response,
        status: 206,
        headers: [...response.headers, ["Content-Range", `bytes ${start}-${end - 1}/${length}`]],
        body: response.body.subarray(start, end),
    };
}
