import type { GatewayResponse, HeaderList } from "../../gateway-emulator/http/message";
import { type EdgeRequest, joinQuery } from "../request/edge-request";
import type { Behavior, Distribution } from "../state/deployed-edge";
import { functionEvent, requestForm, responseForm, ungrouped } from "./function-event";
import { FunctionFailure, runFunction } from "./run-function";

/** Receives a line that a function logs. */
export type Log = (line: string) => void;

// A function must not change them (docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/edge-function-restrictions-all.html, "Read-only headers").
const readOnly = ["content-length", "host", "transfer-encoding", "via"];

/**
 * Runs the function of a behavior for viewer requests.
 * @returns the request as the function leaves it, or the response that it returns.
 * @throws {FunctionFailure} if the function fails or returns neither.
 */
export function onViewerRequest(
    request: EdgeRequest,
    { viewerRequest }: Behavior,
    distribution: Distribution,
    log: Log,
): { readonly request: EdgeRequest } | { readonly response: GatewayResponse } {
    if (viewerRequest === undefined) return { request };
    const { result, lines } = runFunction(viewerRequest, functionEvent(request, distribution));
    for (const line of lines) log(`${viewerRequest.name}: ${line}`);
    const response = responseForm.safeParse(result);
    if (response.success) return { response: responseOf(response.data) };
    const read = requestForm.safeParse(result);
    if (!read.success || !read.data.uri.startsWith("/"))
        throw new FunctionFailure(`${viewerRequest.name}: returned neither a request nor a response`);
    const { uri: path, querystring, headers, cookies } = read.data;
    const query =
        typeof querystring === "string"
            ? querystring
            : joinQuery(ungrouped(querystring).map(([name, value]) => [name, value === "" ? undefined : value]));
    return {
        request: { ...request, path, query, headers: requestHeaders(request, ungrouped(headers), ungrouped(cookies)) },
    };
}

// The order and case of the headers that the function leaves as they are.
function requestHeaders(
    { headers }: EdgeRequest,
    changed: readonly (readonly [string, string])[],
    cookies: readonly (readonly [string, string])[],
): HeaderList {
    const unchanged = headers.filter(
        ([name, value]) =>
            readOnly.includes(name.toLowerCase()) ||
            changed.some(([each, own]) => each === name.toLowerCase() && own === value),
    );
    const added = changed.filter(
        ([name, value]) =>
            !readOnly.includes(name) && !unchanged.some(([each, own]) => each.toLowerCase() === name && own === value),
    );
    const cookie = cookies.map(([name, value]) => `${name}=${value}`).join("; ");
    return [...unchanged, ...added, ...(cookie === "" ? [] : [["Cookie", cookie] as const])];
}

/**
 * Runs the function of a behavior for viewer responses; CloudFront runs none for statuses from 400 on.
 * @throws {FunctionFailure} if the function fails or returns no response.
 */
export function onViewerResponse(
    response: GatewayResponse,
    request: EdgeRequest,
    { viewerResponse }: Behavior,
    distribution: Distribution,
    log: Log,
): GatewayResponse {
    if (viewerResponse === undefined || response.status >= 400) return response;
    const { result, lines } = runFunction(viewerResponse, functionEvent(request, distribution, response));
    for (const line of lines) log(`${viewerResponse.name}: ${line}`);
    const read = responseForm.safeParse(result);
    if (!read.success) throw new FunctionFailure(`${viewerResponse.name}: returned no response`);
    const own = responseOf(read.data);
    return { ...own, body: read.data.body === undefined ? response.body : own.body };
}

function responseOf({ statusCode, headers, cookies, body }: ReturnType<typeof responseForm.parse>): GatewayResponse {
    const set = Object.entries(cookies).map(
        ([name, { value, attributes }]) =>
            ["Set-Cookie", `${name}=${value}${attributes === undefined ? "" : `; ${attributes}`}`] as const,
    );
    const { encoding, data } = typeof body === "object" ? body : { encoding: "text" as const, data: body ?? "" };
    return {
        status: statusCode,
        headers: [...ungrouped(headers), ...set],
        body: Buffer.from(data, encoding === "base64" ? "base64" : "utf8"),
    };
}
