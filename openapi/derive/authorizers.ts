import { ownUserPool, type RestAuthorizer } from "../authorizer";
import type { AwsPlace } from "../aws-place";
import type { JsonObject } from "../document";
import { functionArn, invocationUri } from "../function-invocation";
import { userPoolVariable } from "../stage-variables";

/**
 * Derives the security schemes through which API Gateway creates authorizers when it imports the body (developer guide,
 * "x-amazon-apigateway-authorizer object" and "x-amazon-apigateway-authtype property").
 * @param place where the REST API is; needed if an authorizer has a function or the stack's own user pool.
 */
export function authorizersBody(
    authorizers: Readonly<Record<string, RestAuthorizer>>,
    place: AwsPlace | undefined,
): JsonObject {
    return Object.fromEntries(
        Object.entries(authorizers).map(([scheme, authorizer]) => [scheme, schemeBody(scheme, authorizer, place)]),
    );
}

function schemeBody(scheme: string, authorizer: RestAuthorizer, place: AwsPlace | undefined): JsonObject {
    switch (authorizer.type) {
        case "token":
            return customScheme(authorizer.identityHeader, {
                type: "token",
                ...functionBody(authorizer, placeOf(scheme, place)),
                ...(authorizer.identityPattern !== undefined && {
                    identityValidationExpression: authorizer.identityPattern,
                }),
            });
        case "request":
            // The developer guide's own name for the header, which an authorizer of this type does not read.
            return customScheme("Unused", {
                type: "request",
                ...functionBody(authorizer, placeOf(scheme, place)),
                ...(authorizer.identitySources.length > 0 && { identitySource: authorizer.identitySources.join(", ") }),
            });
        case "cognito":
            return {
                ...headerScheme(authorizer.identityHeader, "cognito_user_pools"),
                "x-amazon-apigateway-authorizer": {
                    type: "cognito_user_pools",
                    providerARNs: authorizer.userPools.map((pool) =>
                        pool === ownUserPool ? ownPoolArn(placeOf(scheme, place)) : pool,
                    ),
                },
            };
        case "iam":
            return headerScheme("Authorization", "awsSigv4");
    }
}

function customScheme(header: string, authorizer: JsonObject): JsonObject {
    return { ...headerScheme(header, "custom"), "x-amazon-apigateway-authorizer": authorizer };
}

function headerScheme(name: string, authtype: string): JsonObject {
    return { type: "apiKey", in: "header", name, "x-amazon-apigateway-authtype": authtype };
}

function functionBody(
    { function: named, ttlSeconds }: { readonly function: string; readonly ttlSeconds: number },
    place: AwsPlace,
): JsonObject {
    const arn = named.startsWith("arn:") ? named : functionArn(place, named);
    return { authorizerUri: invocationUri(arn), authorizerResultTtlInSeconds: ttlSeconds };
}

// The id is known only once the pool exists. A stage variable may be in its place (developer guide, "API Gateway stage variables
// reference", "Amazon Cognito user pool"), so that the body is known at preview.
function ownPoolArn({ partition, region, accountId }: AwsPlace): string {
    return `arn:${partition}:cognito-idp:${region}:${accountId}:userpool/\${stageVariables.${userPoolVariable}}`;
}

function placeOf(scheme: string, place: AwsPlace | undefined): AwsPlace {
    if (place === undefined) throw new Error(`no place is given for the authorizer of the scheme "${scheme}"`);
    return place;
}
