import { headerValues } from "../http/message";
import type { UnverifiedBehavior } from "../http/unverified-behavior";
import { proxyEvent } from "../integration/lambda/proxy-event";
import type { Call } from "../request/call-context";
import type { DeployedApi } from "../state/deployed-api";

/** The event for a function of type TOKEN (developer guide, "Input to an API Gateway Lambda authorizer"). */
export function tokenEvent(token: string, methodArn: string) {
    return { type: "TOKEN", methodArn, authorizationToken: token };
}

/**
 * The event for a function of type REQUEST (the same page): that of a Lambda proxy integration without the body, and with empty maps
 * in place of null.
 */
export function requestEvent(api: DeployedApi, call: Call, methodArn: string, unverified: UnverifiedBehavior) {
    const { body: _, isBase64Encoded: __, ...event } = proxyEvent(api, call, unverified);
    const { identity, ...requestContext } = event.requestContext;
    const [apiKey] = headerValues(call.request.headers, "x-api-key");
    return {
        type: "REQUEST",
        methodArn,
        ...event,
        queryStringParameters: event.queryStringParameters ?? {},
        multiValueQueryStringParameters: event.multiValueQueryStringParameters ?? {},
        pathParameters: event.pathParameters ?? {},
        stageVariables: event.stageVariables ?? {},
        requestContext: {
            ...requestContext,
            accountId: api.executionArn.split(":")[4] ?? "",
            identity: { ...(identity as object), ...(apiKey !== undefined && { apiKey }) },
        },
    };
}
