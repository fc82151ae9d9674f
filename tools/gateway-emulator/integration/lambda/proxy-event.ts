import { type GatewayRequest, type HeaderList, headerValues, pathOf } from "../../http/message";
import type { UnverifiedBehavior } from "../../http/unverified-behavior";
import type { Call } from "../../request/call-context";
import type { DeployedApi } from "../../state/deployed-api";
import { encodedRequest, isBinaryRequest } from "../payload-encoding";
import { eventHeaders } from "../proxy-headers";

/** The values of a name, all and only the last one, as events have them; null without any. */
type Values<Value> = Readonly<Record<string, Value>> | null;

/** The event that a Lambda proxy integration of a REST API sends (developer guide, "Lambda proxy integrations"). */
export interface ProxyEvent {
    readonly resource: string;
    /** As the client sent it, still encoded: without the stage, but with the base path of a domain name (localstack/localstack#12296). */
    readonly path: string;
    readonly httpMethod: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly multiValueHeaders: Readonly<Record<string, readonly string[]>>;
    readonly queryStringParameters: Values<string>;
    readonly multiValueQueryStringParameters: Values<readonly string[]>;
    readonly pathParameters: Values<string>;
    readonly stageVariables: Values<string>;
    readonly requestContext: Readonly<Record<string, unknown>>;
    readonly body: string | null;
    readonly isBase64Encoded: boolean;
}

/** Builds the event for a client's call (recorded: localstack, test_lambda_aws_proxy_integration). */
export function proxyEvent(
    api: Pick<DeployedApi, "id" | "binaryMediaTypes">,
    call: Call,
    { forwardsApiKey }: Pick<UnverifiedBehavior, "forwardsApiKey">,
): ProxyEvent {
    const { request, context, stage, operation, pathParameters, query, variables } = call;
    const traceId = context.xrayTraceId ?? "";
    const forwardedFor = headerValues(request.headers, "x-forwarded-for").at(-1);
    const headers = eventHeaders(request.headers, {
        apiId: api.id,
        sourceIp: request.sourceIp,
        forwardedFor,
        traceId,
        forwardsApiKey,
    });
    return {
        resource: operation.path,
        path: `${request.basePath ?? ""}${pathOf(request).slice(stage.name.length + 1)}` || "/",
        httpMethod: context.httpMethod ?? request.method,
        headers: Object.fromEntries(headers),
        multiValueHeaders: grouped(headers),
        queryStringParameters: orNull(Object.fromEntries(query)),
        multiValueQueryStringParameters: orNull(grouped(query)),
        pathParameters: orNull(pathParameters),
        stageVariables: orNull(variables),
        requestContext: requestContext(api.id, call),
        ...eventBody(request, api.binaryMediaTypes),
    };
}

function requestContext(apiId: string, { request, context, stage, operation }: Call): ProxyEvent["requestContext"] {
    const { requestId, extendedRequestId, requestTime, requestTimeEpoch, protocol, httpMethod, path } = context;
    return {
        apiId,
        stage: stage.name,
        resourcePath: operation.path,
        httpMethod,
        path,
        protocol,
        requestId,
        extendedRequestId,
        requestTime,
        requestTimeEpoch: Number(requestTimeEpoch),
        ...authorizerOf(context),
        identity: {
            accessKey: context["identity.accessKey"] ?? null,
            accountId: context["identity.accountId"] ?? null,
            caller: context["identity.caller"] ?? null,
            user: context["identity.user"] ?? null,
            userArn: context["identity.userArn"] ?? null,
            sourceIp: request.sourceIp,
            userAgent: context["identity.userAgent"] ?? null,
            apiKeyId: context["identity.apiKeyId"] ?? null,
        },
    };
}

// The values of an authorizer, all of them strings; those of a token are in `claims` (developer guide, "Input format of a Lambda function
// for proxy integration").
function authorizerOf(context: Call["context"]): { readonly authorizer?: object } {
    const values = Object.entries(context).filter(([name]) => name.startsWith("authorizer."));
    if (values.length === 0) return {};
    const prefix = "authorizer.claims.";
    const claims = values.filter(([name]) => name.startsWith(prefix));
    const others = values.filter(([name]) => !name.startsWith(prefix)).map(([name, value]) => [name.slice(11), value]);
    return {
        authorizer: {
            ...Object.fromEntries(others),
            ...(claims.length > 0 && {
                claims: Object.fromEntries(claims.map(([name, value]) => [name.slice(prefix.length), value])),
            }),
        },
    };
}

// A body whose media type is binary is Base64 (developer guide, "Content type conversions in API Gateway").
function eventBody({ body, headers }: GatewayRequest, types: readonly string[]) {
    if (body.length === 0) return { body: null, isBase64Encoded: false };
    const isBase64Encoded = isBinaryRequest(headers, types);
    const bytes = encodedRequest(body, headers, types, isBase64Encoded ? "CONVERT_TO_TEXT" : undefined);
    return { body: bytes.toString("utf8"), isBase64Encoded };
}

/** Groups the values of headers or parameters by name, in order. */
export function grouped(pairs: HeaderList): Record<string, string[]> {
    // A map, as a client may choose any name.
    const groups = new Map<string, string[]>();
    for (const [name, value] of pairs) groups.set(name, [...(groups.get(name) ?? []), value]);
    return Object.fromEntries(groups);
}

function orNull<Value extends object>(values: Value): Value | null {
    return Object.keys(values).length === 0 ? null : values;
}
