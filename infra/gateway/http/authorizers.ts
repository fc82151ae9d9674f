import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { HttpRoute } from "../../../openapi/http-route";
import { apiKeyScheme } from "../../../openapi/key-requirement";
import { mapValues } from "../../map-values";

/** The function that checks the API keys of calls. */
export interface KeyAuthorizer {
    /** Name of the function, known once it may be called. */
    readonly functionName: pulumi.Input<string>;
    /** ARN by which API Gateway invokes it. */
    readonly invokeArn: pulumi.Input<string>;
}

/** An issuer of tokens, such as a user pool, and for whom they are. */
export interface TokenAuthorizer {
    /** The text of `iss` in its tokens, a URL below which the issuer's keys are found, such as `https://cognito-idp.eu-central-1.amazonaws.com/<id of a user pool>`. */
    readonly issuer: pulumi.Input<string>;
    /** Values of `aud`, or of `client_id` without it, of which a token has one; at most 50. */
    readonly audiences: pulumi.Input<pulumi.Input<string>[]>;
}

/** Arguments of the authorizers of an HTTP API. */
export interface AuthorizersArgs {
    /** With `none`, routes that need an API key in the documents let every call through. */
    readonly keys: KeyAuthorizer | "none";
    /** Checks of JSON Web Tokens, by the name of the security scheme. Default: none. */
    readonly tokens?: Readonly<Record<string, TokenAuthorizer>> | undefined;
}

/** The arguments of a route that say who may call it. */
export type RouteAuthorization = Pick<
    aws.apigatewayv2.RouteArgs,
    "authorizationType" | "authorizerId" | "authorizationScopes"
>;

/** The authorizers of an HTTP API, once they are at AWS. */
export interface CreatedAuthorizers {
    /** Who may call a route. */
    readonly of: (route: HttpRoute) => RouteAuthorization;
    /** The permissions that routes and a stage must wait for. */
    readonly permissions: readonly pulumi.Resource[];
}

/**
 * Creates the authorizers of an HTTP API. A call without a credential gets 401 without any function being called, and one that a function
 * rejects gets 403 (docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html).
 */
export function createAuthorizers(
    name: string,
    api: aws.apigatewayv2.Api,
    { keys, tokens = {} }: AuthorizersArgs,
    parent: pulumi.Resource,
): CreatedAuthorizers {
    const ofKeys = keys === "none" ? undefined : createKeyAuthorizer(name, api, keys, parent);
    const ofTokens = mapValues(tokens, (token, scheme) => createTokenAuthorizer(name, api, scheme, token, parent));
    return {
        of: ({ authorizer, scopes, method, path }) => {
            if (authorizer === undefined || (authorizer === apiKeyScheme && ofKeys === undefined))
                return { authorizationType: "NONE" };
            if (authorizer === apiKeyScheme && ofKeys !== undefined)
                return { authorizationType: "CUSTOM", authorizerId: ofKeys.authorizer.id };
            const { [authorizer]: ofScheme } = ofTokens;
            if (ofScheme === undefined)
                throw new Error(`no authorizer of the scheme "${authorizer}" for ${method.toUpperCase()} ${path}`);
            return {
                authorizationType: "JWT",
                authorizerId: ofScheme.id,
                ...(scopes.length > 0 && { authorizationScopes: [...scopes] }),
            };
        },
        permissions: ofKeys ? [ofKeys.permission] : [],
    };
}

function createKeyAuthorizer(
    name: string,
    api: aws.apigatewayv2.Api,
    { functionName, invokeArn }: KeyAuthorizer,
    parent: pulumi.Resource,
) {
    const logicalName = `${name}-key`;
    const authorizer = new aws.apigatewayv2.Authorizer(
        logicalName,
        {
            apiId: api.id,
            name: "api-key",
            authorizerType: "REQUEST",
            authorizerUri: invokeArn,
            authorizerPayloadFormatVersion: "2.0",
            enableSimpleResponses: true,
            identitySources: ["$request.header.x-api-key"],
            // A cached response would serve the calls of a key to all routes without the function, which limits and counts each call
            // (docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html). The provider's default is 300.
            authorizerResultTtlInSeconds: 0,
        },
        { parent },
    );
    const permission = new aws.lambda.Permission(
        logicalName,
        {
            action: "lambda:InvokeFunction",
            function: functionName,
            principal: "apigateway.amazonaws.com",
            sourceArn: pulumi.interpolate`${api.executionArn}/authorizers/${authorizer.id}`,
        },
        { parent },
    );
    return { authorizer, permission };
}

function createTokenAuthorizer(
    name: string,
    api: aws.apigatewayv2.Api,
    scheme: string,
    { issuer, audiences }: TokenAuthorizer,
    parent: pulumi.Resource,
) {
    return new aws.apigatewayv2.Authorizer(
        `${name}-token-${scheme}`,
        {
            apiId: api.id,
            name: scheme,
            authorizerType: "JWT",
            identitySources: ["$request.header.Authorization"],
            jwtConfiguration: { issuer, audiences },
        },
        { parent },
    );
}
