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
    const id = newId();
    const [time = "", ...random] = id.split("-");
    const [, accountId] = /^arn:[^:]+:execute-api:[^:]*:(\d+):/.exec(api.executionArn) ?? [];
    return {
        ...(accountId !== undefined && { accountId }),
        apiId: api.id,
        // A client's own id replaces API Gateway's (developer guide, "Set up CloudWatch logging for REST APIs").
        requestId: uuid.exec(first("x-amzn-requestid") ?? "")?.[0] ?? id,
        // 16 characters that end in "=", as AWS's do.
        extendedRequestId: `${time}${random.join("").slice(-7)}=`,
        requestTimeEpoch: String(now),
        requestTime: commonLogTime(now),
        httpMethod: method,
        path: pathOf(request),
        protocol: "HTTP/1.1",
        ...(host !== undefined && { domainName: host, domainPrefix: host.split(".", 1)[0] ?? "" }),
        "identity.sourceIp": sourceIp,
        ...(userAgent !== undefined && { "identity.userAgent": userAgent }),
        // The trace of a caller that is traced goes on (developer guide, "Trace user requests to REST APIs using X-Ray").
        xrayTraceId:
            traceHeader.exec(first("x-amzn-trace-id") ?? "")?.[0] ??
            `Root=1-${Math.floor(now / 1000).toString(16)}-${random.join("")}`,
    };
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const traceHeader = /^Root=1-[0-9a-f]{8}-[0-9a-f]{24}(;Parent=[0-9a-f]{16})?(;Sampled=[01])?/;

// Such as 09/Apr/2026:12:34:56 +0000, the time in the Common Log Format.
function commonLogTime(now: number): string {
    const [, day, month, year, time] = new Date(now).toUTCString().split(" ");
    return `${day}/${month}/${year}:${time} +0000`;
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
): GatewayResponse {
    const explanation = error?.explanation ?? response.explanation;
    const reason: readonly (readonly [string, string])[] = explanation
        ? [["x-local-reason", explanation.replaceAll(/[^\x20-\x7e]/g, "?")]]
        : [];
    return { ...response, headers: [...response.headers, ["x-local-cache", cache], ...reason] };
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
