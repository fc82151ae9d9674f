import { headerValues } from "../../gateway-emulator/http/message";
import { grouped } from "../../gateway-emulator/integration/lambda/proxy-event";
import { queryPairs, type RoutedCall, rawPath, rawQuery } from "../call/http-call";
import { eventHeaders, versionTwoParts } from "./event-parts";

/**
 * The event of a Lambda integration in format 2.0: members without a value are absent, and paths and parameters decoded
 * (docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html; hotsock/voker#8).
 */
export function versionTwoEvent(call: RoutedCall): object {
    const { request, context } = call;
    const { requestContext, ...parts } = versionTwoParts(call);
    const authorizer = authorizerOf(call);
    return {
        version: "2.0",
        rawPath: rawPath(request),
        rawQueryString: rawQuery(request),
        ...parts,
        requestContext: {
            ...requestContext,
            ...(authorizer && { authorizer }),
            http: {
                method: request.method,
                path: rawPath(request),
                protocol: "HTTP/1.1",
                sourceIp: request.sourceIp,
                userAgent: context["identity.userAgent"] ?? "",
            },
        },
        ...bodyOf(call),
    };
}

function authorizerOf({ authorizer }: RoutedCall): object | undefined {
    if (authorizer?.kind === "jwt") return { jwt: { claims: authorizer.claims, scopes: authorizer.scopes } };
    return authorizer && { lambda: authorizer.values };
}

/** The event of a Lambda integration in format 1.0, with null for members without a value (the same page). */
export function versionOneEvent(call: RoutedCall): object {
    const { request, context, route, stage, pathParameters } = call;
    const headers = eventHeaders(call).map(([name, value]) => [canonical.get(name) ?? name, value] as const);
    const query = queryPairs(request);
    const path = rawPath(request);
    const resource = route.routeKey.split(" ", 2)[1] ?? route.routeKey;
    return {
        version: "1.0",
        resource,
        path,
        httpMethod: request.method,
        headers: Object.fromEntries(headers),
        multiValueHeaders: grouped(headers),
        queryStringParameters: orNull(Object.fromEntries(query)),
        multiValueQueryStringParameters: orNull(grouped(query)),
        requestContext: {
            accountId: context.accountId ?? "",
            apiId: context.apiId ?? "",
            authorizer: versionOneAuthorizer(call),
            domainName: context.domainName ?? "",
            domainPrefix: context.domainPrefix ?? "",
            extendedRequestId: context.extendedRequestId ?? "",
            httpMethod: request.method,
            identity: {
                ...Object.fromEntries(noIdentity.map((name) => [name, null])),
                sourceIp: request.sourceIp,
                userAgent: context["identity.userAgent"] ?? "",
            },
            path,
            protocol: "HTTP/1.1",
            requestId: context.requestId ?? "",
            requestTime: context.requestTime ?? "",
            requestTimeEpoch: Number(context.requestTimeEpoch),
            resourceId: null,
            resourcePath: resource,
            stage: stage.name,
        },
        pathParameters: orNull(pathParameters),
        stageVariables: orNull(stage.variables),
        body: null,
        isBase64Encoded: false,
        ...bodyOf(call),
    };
}

// The names that a recorded event of format 1.0 has in this form (milliHQ/terraform-aws-next-js#31); others are as the client sent them.
const canonical = new Map(
    "Content-Length Host User-Agent X-Amzn-Trace-Id X-Forwarded-For X-Forwarded-Port X-Forwarded-Proto"
        .split(" ")
        .map((name) => [name.toLowerCase(), name]),
);
const noIdentity =
    "accessKey accountId caller cognitoAuthenticationProvider cognitoAuthenticationType cognitoIdentityId cognitoIdentityPoolId principalOrgId user userArn".split(
        " ",
    );

function versionOneAuthorizer({ authorizer }: RoutedCall): object {
    if (authorizer?.kind === "lambda") return { ...authorizer.values, principalId: authorizer.principalId ?? null };
    return { claims: authorizer?.claims ?? null, scopes: authorizer?.scopes ?? null };
}

// A body of any other type is Base64, also that of a form, and one without a type (measured: ministackorg/ministack#766).
const textual = /^\s*(text\/[^;]*|application\/(json|javascript|xml))\s*(;|$)/i;

function bodyOf({ request: { headers, body } }: RoutedCall): object {
    if (body.length === 0) return { isBase64Encoded: false };
    const isText = textual.test(headerValues(headers, "content-type")[0] ?? "");
    return { body: body.toString(isText ? "utf8" : "base64"), isBase64Encoded: !isText };
}

function orNull<Value extends object>(values: Value): Value | null {
    return Object.keys(values).length === 0 ? null : values;
}
