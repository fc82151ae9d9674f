import type { RawObject } from "../../../../openapi/rest-api-body";
import { type ImportRule, importError, importWarning } from "./import-rule";
import { type ImportedDocument, listOf, objectOf } from "./imported-document";

const reference = "docs.aws.amazon.com/apigateway/latest/api/API_CreateAuthorizer.html";
const guide = "docs.aws.amazon.com/apigateway/latest/developerguide";
const [maxAuthorizers, maxTtl, defaultTtl] = [10, 3_600, 300];

const types = ["token", "request", "cognito_user_pools"];
const identitySource =
    /^(method\.request\.(header|querystring)\.[A-Za-z0-9:._$-]+|context(\.[A-Za-z0-9_]+)+|stageVariables\.[A-Za-z0-9_]+)$/;
const authorizerUri =
    /^arn:[^:]+:apigateway:[^:]+:lambda:path\/2015-03-31\/functions\/arn:[^:]+:lambda:[^:]+:\d{12}:function:[^/]+\/invocations$/;
const providerArn = /^arn:[^:]+:cognito-idp:[^:]+:\d{12}:userpool\/([\w-]+_[A-Za-z0-9]+|\$\{stageVariables\.\w+\})$/;

/** Authorizers that API Gateway rejects. */
export const importAuthorizers: readonly ImportRule[] = [
    importWarning({
        what: "a security scheme that names an authorizer which it does not describe",
        source: "amazon-archives/aws-apigateway-importer#187",
        verbatim: true,
        find: (document) =>
            Object.entries(schemesOf(document))
                .filter(([, scheme]) => ["custom", "cognito_user_pools"].includes(authtypeOf(scheme)))
                .filter(([, scheme]) => objectOf(scheme)[authorizerKey] === undefined)
                .map(
                    ([name]) =>
                        `Unable to create authorizer from security definition: '${name}'. Extension ${authorizerKey} is required. ` +
                        `Any methods with security: '${name}' will not be created. If this security definition is not a custom ` +
                        "authorizer, remove the x-amazon-apigateway-authtype extension and it will be ignored.",
                ),
    }),
    rule("an authorizer of an unknown type", "floci-io/floci#1798", ({ type }) =>
        types.includes(String(type).toLowerCase()) ? [] : [`the type "${String(type)}" is none of ${types.join(", ")}`],
    ),
    rule("an authorizer whose results are kept for more than an hour, or a negative time", reference, (authorizer) =>
        ttlOf(authorizer) >= 0 && ttlOf(authorizer) <= maxTtl
            ? []
            : [`authorizerResultTtlInSeconds is ${ttlOf(authorizer)}, not from 0 to ${maxTtl}`],
    ),
    rule(
        "a REQUEST authorizer whose results are kept without an identity source",
        `${reference}; the words are those of an HTTP API in hashicorp/terraform-provider-aws#32629`,
        (authorizer) =>
            typeOf(authorizer) === "request" && sourcesOf(authorizer).length === 0 && ttlOf(authorizer) > 0
                ? ["Identity source must be set if authorizer caching is enabled (TTL is greater than 0)"]
                : [],
    ),
    rule("an identity source of a wrong form", reference, (authorizer) =>
        sourcesOf(authorizer)
            .filter((source) => !identitySource.test(source))
            .map((source) => `Invalid mapping expression specified: ${source}`),
    ),
    rule("an authorizer whose uri invokes no function", reference, (authorizer) =>
        typeOf(authorizer) === "cognito_user_pools" || authorizerUri.test(String(authorizer.authorizerUri))
            ? []
            : [`Invalid Authorizer URI: ${String(authorizer.authorizerUri)}`],
    ),
    rule(
        "a provider that is no user pool",
        `${reference}; ${guide}/aws-api-gateway-stage-variables-reference.html`,
        (authorizer) => {
            if (typeOf(authorizer) !== "cognito_user_pools") return [];
            const arns = listOf(authorizer.providerARNs).map(String);
            if (arns.length === 0) return ["an authorizer of user pools needs providerARNs"];
            return arns
                .filter((arn) => !providerArn.test(arn))
                .map((arn) => `Invalid ARN specified in the request: ${arn}`);
        },
    ),
    importError({
        what: `more than ${maxAuthorizers} authorizers`,
        source: `${guide}/limits.html; the words are those of an HTTP API in anomalyco/sst#4522`,
        verbatim: false,
        find: (document) =>
            authorizersOf(document).length > maxAuthorizers
                ? [
                      "Maximum number of Authorizers for this API has been reached. Please contact AWS if you need additional Authorizers.",
                  ]
                : [],
    }),
];

const authorizerKey = "x-amazon-apigateway-authorizer";

function rule(what: string, source: string, problems: (authorizer: RawObject) => readonly string[]): ImportRule {
    return importError({
        what,
        source,
        verbatim: false,
        find: (document) =>
            authorizersOf(document).flatMap(([name, authorizer]) =>
                problems(authorizer).map((problem) => `Unable to create authorizer '${name}': ${problem}`),
            ),
    });
}

function schemesOf({ raw, isSwagger }: ImportedDocument): RawObject {
    return objectOf(isSwagger ? raw.securityDefinitions : objectOf(raw.components).securitySchemes);
}

function authorizersOf(document: ImportedDocument): [name: string, authorizer: RawObject][] {
    return Object.entries(schemesOf(document)).flatMap(([name, scheme]) => {
        const { [authorizerKey]: authorizer } = objectOf(scheme);
        return authorizer === undefined ? [] : [[name, objectOf(authorizer)]];
    });
}

function authtypeOf(scheme: unknown): string {
    return String(objectOf(scheme)["x-amazon-apigateway-authtype"]).toLowerCase();
}

function typeOf({ type }: RawObject): string {
    return String(type).toLowerCase();
}

function ttlOf({ authorizerResultTtlInSeconds: ttl = defaultTtl }: RawObject): number {
    return Number(ttl);
}

function sourcesOf({ identitySource: sources = "" }: RawObject): string[] {
    return String(sources)
        .split(",")
        .map((source) => source.trim())
        .filter((source) => source !== "");
}
