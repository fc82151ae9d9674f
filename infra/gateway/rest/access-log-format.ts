/**
 * The access log: one JSON object a line.
 *
 * Variables: docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-variables-for-access-logging.html.
 * It names the key by its id, never by its value.
 */
export const accessLogFormat = JSON.stringify({
    requestId: "$context.requestId",
    extendedRequestId: "$context.extendedRequestId",
    time: "$context.requestTimeEpoch",
    apiKeyId: "$context.identity.apiKeyId",
    sourceIp: "$context.identity.sourceIp",
    userAgent: "$context.identity.userAgent",
    method: "$context.httpMethod",
    resource: "$context.resourcePath",
    path: "$context.path",
    status: "$context.status",
    responseBytes: "$context.responseLength",
    latencyMs: "$context.responseLatency",
    backendStatus: "$context.integration.status",
    backendLatencyMs: "$context.integration.latency",
    error: "$context.error.responseType",
    traceId: "$context.xrayTraceId",
});
