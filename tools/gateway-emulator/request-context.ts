import type { CacheUse } from "./cache/cached-response";
import type { GatewayError } from "./errors/gateway-error";
import { type GatewayRequest, type GatewayResponse, headerValues, pathOf } from "./http/message";

/** The `$context` values that are known when a request arrives; the others are added as it is processed. */
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

/**
 * Renders a line of the access log: the stage's format with each `$context.<name>` replaced by its value, or by "-"
 * if the call has no such value (developer guide, "CloudWatch log formats for API Gateway").
 */
export function accessLogLine(format: string, context: Readonly<Record<string, string>>): string {
    return format.replaceAll(/\$context\.([A-Za-z-]+(?:\.[A-Za-z-]+)*)/g, (_, name: string) =>
        escaped(context[name] ?? "-"),
    );
}

// A header sent by a client must not be able to end the line, or a string in it.
function escaped(value: string): string {
    return JSON.stringify(value).slice(1, -1);
}
