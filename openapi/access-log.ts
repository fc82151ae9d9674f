import type { RestAuthorizer } from "./authorizer";

/** Fields of a line of the access log: JSON with the variable of `$context` that is the value of each. */
export type AccessLogFields = Readonly<Record<string, string>>;

/**
 * The fields without a setting. They name the API key by its id, never by its value.
 *
 * Variables: docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-variables-for-access-logging.html.
 */
export const defaultFields: AccessLogFields = {
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
};

/** A kind of authorizer of a REST API. */
export type CallerKind = RestAuthorizer["type"];

// The variable that identifies the caller, which no secret can be derived from.
const callers: Readonly<Record<CallerKind, AccessLogFields>> = {
    token: { principalId: "$context.authorizer.principalId" },
    request: { principalId: "$context.authorizer.principalId" },
    cognito: { subject: "$context.authorizer.claims.sub" },
    iam: { userArn: "$context.identity.userArn" },
};

/**
 * The default fields, and the identity of the caller as an API's authorizers establish it.
 * @param authorizers the kinds of the authorizers.
 */
export function fieldsWithCallers(authorizers: Iterable<CallerKind>): AccessLogFields {
    return Object.assign({}, defaultFields, ...[...authorizers].map((kind) => callers[kind]));
}
