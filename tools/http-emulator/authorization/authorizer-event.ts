import { headerValues } from "../../gateway-emulator/http/message";
import { queryPairs, type RoutedCall, rawPath, rawQuery } from "../call/http-call";
import { calledArn, eventHeaders, versionTwoParts } from "../functions/event-parts";
import type { DeployedHttpApi, RequestAuthorizer } from "../state/deployed-http-api";

/**
 * The event for the function of an authorizer
 * (docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html#http-api-lambda-authorizer.payload-format).
 * @param identity values of the identity sources.
 */
export function authorizerEvent(
    api: Pick<DeployedHttpApi, "executionArn">,
    call: RoutedCall,
    { payloadFormatVersion }: Pick<RequestAuthorizer, "payloadFormatVersion">,
    identity: readonly string[],
): object {
    const arn = calledArn(api.executionArn, call);
    return payloadFormatVersion === "2.0" ? versionTwo(call, arn, identity) : versionOne(call, arn, identity);
}

function versionTwo(call: RoutedCall, routeArn: string, identitySource: readonly string[]): object {
    const { request, context } = call;
    const { requestContext, ...parts } = versionTwoParts(call);
    return {
        version: "2.0",
        type: "REQUEST",
        routeArn,
        identitySource,
        rawPath: rawPath(request),
        rawQueryString: rawQuery(request),
        ...parts,
        requestContext: {
            ...requestContext,
            http: {
                method: request.method,
                path: rawPath(request),
                protocol: "HTTP/1.1",
                sourceIp: request.sourceIp,
                userAgent: context["identity.userAgent"] ?? "",
            },
        },
    };
}

function versionOne(call: RoutedCall, methodArn: string, identity: readonly string[]): object {
    const { request, context, route, stage, pathParameters } = call;
    const [apiKey] = headerValues(request.headers, "x-api-key");
    const resource = route.routeKey.split(" ", 2)[1] ?? route.routeKey;
    const path = rawPath(request);
    const identitySource = identity.join(",");
    return {
        version: "1.0",
        type: "REQUEST",
        methodArn,
        identitySource,
        authorizationToken: identitySource,
        resource,
        path,
        httpMethod: request.method,
        headers: Object.fromEntries(eventHeaders(call)),
        queryStringParameters: Object.fromEntries(queryPairs(request)),
        pathParameters,
        stageVariables: stage.variables,
        requestContext: {
            path,
            accountId: context.accountId ?? "",
            resourceId: null,
            stage: stage.name,
            requestId: context.requestId ?? "",
            identity: { sourceIp: request.sourceIp, ...(apiKey !== undefined && { apiKey }) },
            resourcePath: resource,
            httpMethod: request.method,
            apiId: context.apiId ?? "",
        },
    };
}
