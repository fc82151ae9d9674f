import type { CacheUse } from "./cache/cached-response";
import type { GatewayError } from "./errors/gateway-error";
import { type GatewayRequest, type GatewayResponse, headerValues, pathOf } from "./http/message";
import type { DeployedApi } from "./state/deployed-api";

/** The `$context` values that are known when a request arrives; the others are added as it is processed. */
export function requestContext(
    request: GatewayRequest,
    api: Pick<DeployedApi, "id" | "executionArn">,
    now: number,
    newId: () => string,
): Record<string, string> {
    const { headers, method, sourceIp } = request;
    const first = (name: string) => headerValues(headers, name)[0];
    const userAgent = first("user-agent");
    const host = first("host")?.replace(/:\d+$/, "").toLowerCase();
    const ownId = first("x-amzn-requestid");
    const ownTrace = first("x-amzn-trace-id");
    const id = newId();
    const random = id.replaceAll("-", "").slice(8);
    // One assignment after the other: an object that is spread from parts takes a multiple of the time, on every call.
    const context: Record<string, string> = {};
    const accountId = accountOf(api.executionArn);
    if (accountId !== undefined) context.accountId = accountId;
    context.apiId = api.id;
    // A client's own id replaces API Gateway's (developer guide, "Set up CloudWatch logging for REST APIs").
    context.requestId = (ownId !== undefined && uuid.exec(ownId)?.[0]) || id;
    // 16 characters that end in "=", as AWS's do.
    context.extendedRequestId = `${id.slice(0, 8)}${random.slice(-7)}=`;
    context.requestTimeEpoch = String(now);
    context.requestTime = commonLogTime(now);
    context.httpMethod = method;
    context.path = pathOf(request);
    context.protocol = "HTTP/1.1";
    if (host !== undefined) {
        context.domainName = host;
        context.domainPrefix = host.split(".", 1)[0] ?? "";
    }
    context["identity.sourceIp"] = sourceIp;
    if (userAgent !== undefined) context["identity.userAgent"] = userAgent;
    // The trace of a caller that is traced goes on (developer guide, "Trace user requests to REST APIs using X-Ray").
    const trace = ownTrace === undefined ? undefined : traceHeader.exec(ownTrace)?.[0];
    context.xrayTraceId = trace ?? `Root=1-${Math.floor(now / 1000).toString(16)}-${random}`;
    return context;
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const traceHeader = /^Root=1-[0-9a-f]{8}-[0-9a-f]{24}(;Parent=[0-9a-f]{16})?(;Sampled=[01])?/;

function accountOf(executionArn: string): string | undefined {
    const account = executionArn.split(":", 5)[4];
    return account === undefined || account === "" ? undefined : account;
}

let formatted = { second: Number.NaN, text: "" };

// Such as 09/Apr/2026:12:34:56 +0000, the time in the Common Log Format; formatted once a second.
function commonLogTime(now: number): string {
    const second = Math.floor(now / 1000);
    if (formatted.second !== second) {
        const [, day, month, year, time] = new Date(now).toUTCString().split(" ");
        formatted = { second, text: `${day}/${month}/${year}:${time} +0000` };
    }
    return formatted.text;
}

/** Adds the request ids that every response of API Gateway has. */
export function withIds(response: GatewayResponse, context: Readonly<Record<string, string>>): GatewayResponse {
    const { requestId = "", extendedRequestId = "" } = context;
    return {
        ...response,
        headers: [...response.headers, ["x-amzn-RequestId", requestId], ["x-amz-apigw-id", extendedRequestId]],
    };
}

/** Adds headers that explain the response to a developer; AWS sends none of them. */
export function withExplanation(
    response: GatewayResponse,
    cache: CacheUse,
    error: GatewayError | undefined,
    snapshot: string | undefined,
): GatewayResponse {
    const explanation = error?.explanation ?? response.explanation;
    const reason: readonly (readonly [string, string])[] = explanation
        ? [["x-local-reason", explanation.replaceAll(/[^\x20-\x7e]/g, "?")]]
        : [];
    const served: readonly (readonly [string, string])[] = snapshot ? [["x-local-snapshot", snapshot]] : [];
    return { ...response, headers: [...response.headers, ["x-local-cache", cache], ...served, ...reason] };
}

// Two names of one value ("Variables for access logging for API Gateway").
const aliases: Readonly<Record<string, string>> = {
    awsEndpointRequestId: "integration.requestId",
    integrationErrorMessage: "integration.error",
    integrationLatency: "integration.latency",
    integrationStatus: "integration.integrationStatus",
};

/**
 * Renders a line of the access log: the stage's format with each `$context.<name>` replaced by its value, or by "-"
 * if the call has no such value (developer guide, "CloudWatch log formats for API Gateway").
 */
export function accessLogLine(format: string, context: Readonly<Record<string, string>>): string {
    return format.replaceAll(/\$context\.([\w-]+(?:[.:][\w-]+)*)/g, (_, name: string) =>
        escaped(context[name] ?? context[aliases[name] ?? ""] ?? "-"),
    );
}

// A header sent by a client must not be able to end the line, or a string in it.
function escaped(value: string): string {
    return JSON.stringify(value).slice(1, -1);
}
