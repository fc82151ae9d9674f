import type { PropertyMap } from "../../../../tools/cloud-simulator/state/property-values";
import { openApi } from "./import-bodies";
import type { RejectedBody } from "./rejected-bodies";

const uri =
    "arn:aws:apigateway:eu-central-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-central-1:123456789012:function:f/invocations";
const token: PropertyMap = { type: "token", authorizerUri: uri };
const request: PropertyMap = { type: "request", authorizerUri: uri, authorizerResultTtlInSeconds: 0 };
const pools = (...providerARNs: string[]): PropertyMap => ({ type: "cognito_user_pools", providerARNs });

function scheme(authorizer?: PropertyMap, authtype = "custom"): PropertyMap {
    return {
        type: "apiKey",
        in: "header",
        name: "Authorization",
        "x-amazon-apigateway-authtype": authtype,
        ...(authorizer && { "x-amazon-apigateway-authorizer": authorizer }),
    };
}

function withSchemes(securitySchemes: PropertyMap): PropertyMap {
    return openApi({}, { components: { securitySchemes } });
}

/** Bodies with authorizers that API Gateway accepts. */
export const acceptedAuthorizers: readonly PropertyMap[] = [
    withSchemes({ own: scheme(token) }),
    withSchemes({ own: scheme(request) }),
    withSchemes({ own: scheme({ ...request, identitySource: "method.request.header.A, context.identity.sourceIp" }) }),
    withSchemes({ own: scheme({ ...request, identitySource: "stageVariables.a", authorizerResultTtlInSeconds: 60 }) }),
    withSchemes({ own: scheme(undefined, "awsSigv4") }),
    withSchemes({
        own: scheme(
            pools(
                "arn:aws:cognito-idp:eu-central-1:123456789012:userpool/${stageVariables.userPool}",
                "arn:aws:cognito-idp:eu-central-1:123456789012:userpool/eu-central-1_AbCdEf123",
            ),
            "cognito_user_pools",
        ),
    }),
];

/** For every rule about authorizers a body that breaks it. */
export const rejectedAuthorizers: readonly RejectedBody[] = [
    {
        rule: "with failOnWarnings, a security scheme that names an authorizer which it does not describe",
        body: withSchemes({ own: scheme() }),
        error: "Unable to create authorizer from security definition: 'own'. Extension x-amazon-apigateway-authorizer is required.",
    },
    {
        rule: "an authorizer of an unknown type",
        body: withSchemes({ own: scheme({ ...token, type: "jwt" }) }),
        error: `the type "jwt" is none of token, request, cognito_user_pools`,
    },
    {
        rule: "an authorizer whose results are kept for more than an hour, or a negative time",
        body: withSchemes({ own: scheme({ ...token, authorizerResultTtlInSeconds: 3_601 }) }),
        error: "authorizerResultTtlInSeconds is 3601",
    },
    {
        rule: "a REQUEST authorizer whose results are kept without an identity source",
        body: withSchemes({ own: scheme({ type: "request", authorizerUri: uri }) }),
        error: "Identity source must be set if authorizer caching is enabled",
    },
    {
        rule: "an identity source of a wrong form",
        body: withSchemes({ own: scheme({ ...request, identitySource: "method.request.body.a" }) }),
        error: "Invalid mapping expression specified: method.request.body.a",
    },
    {
        rule: "an authorizer whose uri invokes no function",
        body: withSchemes({ own: scheme({ ...token, authorizerUri: "arn:aws:lambda:eu-central-1:1:function:f" }) }),
        error: "Invalid Authorizer URI: arn:aws:lambda:eu-central-1:1:function:f",
    },
    {
        rule: "a provider that is no user pool",
        body: withSchemes({ own: scheme(pools("eu-central-1_AbCdEf123"), "cognito_user_pools") }),
        error: "Invalid ARN specified in the request: eu-central-1_AbCdEf123",
    },
    {
        rule: "more than 10 authorizers",
        body: withSchemes(Object.fromEntries(Array.from({ length: 11 }, (_, index) => [`a${index}`, scheme(token)]))),
        error: "Maximum number of Authorizers for this API has been reached.",
    },
];
