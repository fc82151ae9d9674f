import type { CacheUse } from "./cache/cached-response";
import type { GatewayError } from "./errors/gateway-error";
import { type GatewayRequest, type GatewayResponse, headerValues, pathOf } from "./http/message";

/** The values of `$context` that a request has from its start; the rest is added on its way. */
export function requestContext(request: GatewayRequest, now: number, newId: () => string): Record<string, string> {
    const { headers, method, sourceIp } = request;
    const userAgent = headerValues(headers, "user-agent")[0];
    const id = newId();
    const [time = "", ...random] = id.split("-");
    const context: Record<string, string> = {
        requestId: id,
        // 16 characters that end in "=", as AWS's do.
        extendedRequestId: `${time}${random.join("").slice(-7)}=`,
        requestTimeEpoch: String(now),
        requestTime: new Date(now).toUTCString(),
        httpMethod: method,
        path: pathOf(request),
        protocol: "HTTP/1.1",
        "identity.sourceIp": sourceIp,
        xrayTraceId: `Root=1-${Math.floor(now / 1000).toString(16)}-${random.join("")}`,
    };
    if (userAgent !== undefined) context["identity.userAgent"] = userAgent;
    return context;
}

/** Adds the headers that every answer of API Gateway has. */
export function withIds(response: GatewayResponse, context: Readonly<Record<string, string>>): GatewayResponse {
    const { requestId = "", extendedRequestId = "" } = context;
    return {
        ...response,
        headers: [...response.headers, ["x-amzn-RequestId", requestId], ["x-amz-apigw-id", extendedRequestId]],
    };
}

/** Adds headers that say what the gateway did; AWS has none of them. */
export function withExplanation(
    response: GatewayResponse,
    cache: CacheUse,
    problem: GatewayError | undefined,
): GatewayResponse {
    const reason: readonly (readonly [string, string])[] = problem?.explanation
        ? [["x-local-reason", problem.explanation.replaceAll(/[^\x20-\x7e]/g, "?")]]
        : [];
    return { ...response, headers: [...response.headers, ["x-local-cache", cache], ...reason] };
}
