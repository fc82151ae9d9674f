import type { Rejection } from "../../resources/rejection";
import { elementsOf, hasUnknowns, mapOf, text } from "../../state/property-values";
import { measured, newerTypes, protocolOf } from "../web-socket/parts";

const { authorizer } = newerTypes;
const on: Rejection["on"] = ["create", "update"];
const guide = "docs.aws.amazon.com/apigateway/latest/developerguide";

/** Authorizers of HTTP APIs that API Gateway rejects, beside those of `newerApis`. A function that does not permit the API is accepted. */
export const httpAuthorizers: readonly Rejection[] = [
    {
        what: "an authorizer of an HTTP API of another type than REQUEST and JWT",
        type: authorizer,
        on,
        source: "docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-authorizers.html",
        verbatim: false,
        reject: ({ properties }, cloud) =>
            protocolOf(properties, cloud) !== "HTTP" || ["JWT", "REQUEST"].includes(text(properties.authorizerType))
                ? undefined
                : `BadRequestException: an HTTP API has no authorizers of type ${text(properties.authorizerType)}`,
    },
    {
        what: "a function that authorizes calls of an HTTP API without the version of its event",
        type: authorizer,
        on,
        source: `${measured}/pf-apigwv2-request-authorizer-payload-version`,
        verbatim: true,
        reject: ({ properties }, cloud) =>
            protocolOf(properties, cloud) === "HTTP" &&
            properties.authorizerType === "REQUEST" &&
            properties.authorizerPayloadFormatVersion === undefined
                ? "BadRequestException: AuthorizerPayloadFormatVersion is a required parameter for REQUEST authorizer"
                : undefined,
    },
    {
        what: "simple responses of an authorizer to another version of the event than 2.0",
        type: authorizer,
        on,
        source: `${measured}/pf-apigwv2-simple-responses-payload-version`,
        verbatim: true,
        atPreview: true,
        reject: ({ properties: { enableSimpleResponses, authorizerPayloadFormatVersion } }) =>
            enableSimpleResponses === true && authorizerPayloadFormatVersion !== "2.0"
                ? 'BadRequestException: EnableSimpleResponses can only be set for AuthorizerPayloadFormatVersion "2.0".'
                : undefined,
    },
    {
        what: "an authorizer whose responses are cached for less than 0 or more than 3,600 seconds",
        type: authorizer,
        on,
        source: `${measured}/pf-apigwv2-authorizer-ttl-range`,
        verbatim: true,
        atPreview: true,
        reject: ({ properties: { authorizerResultTtlInSeconds: seconds } }) =>
            Number(seconds) < 0 || Number(seconds) > 3_600
                ? "BadRequestException: Authorizer result TTL outside allowable range. TTL must be between 0 and 3600 seconds."
                : undefined,
    },
    {
        what: "an authorizer of an HTTP API whose identity source is no header, query parameter, variable of the context or stage variable",
        type: authorizer,
        on,
        source: `${measured}/pf-apigwv2-http-identity-source-expression`,
        verbatim: true,
        reject: ({ properties }, cloud) => {
            if (protocolOf(properties, cloud) !== "HTTP") return undefined;
            const form = /^\$(request\.(header|querystring)|context|stageVariables)\.[^ ]+$/;
            const wrong = elementsOf(properties.identitySources)
                .map(text)
                .find((source) => !form.test(source));
            return wrong && `BadRequestException: Invalid identity source expression: ${wrong}`;
        },
    },
    {
        what: "a check of tokens with an issuer that is not an https URL",
        type: authorizer,
        on,
        source: `${measured}/pf-apigwv2-jwt-issuer-https`,
        verbatim: true,
        atPreview: true,
        reject: ({ properties: { authorizerType, jwtConfiguration = null } }) => {
            const { issuer = null } = mapOf(jwtConfiguration);
            if (authorizerType !== "JWT" || hasUnknowns(issuer) || isUnknown(jwtConfiguration)) return undefined;
            return /^https:\/\/[^/\s]+/.test(text(issuer))
                ? undefined
                : "BadRequestException: Invalid issuer: Issuer is not a valid URL for JWT Authorizer";
        },
    },
    {
        what: "a check of tokens for no one, or for more than 50 audiences",
        type: authorizer,
        on,
        source: `${measured}/pf-apigwv2-jwt-audience-required; ${guide}/http-api-quotas.html`,
        verbatim: false,
        atPreview: true,
        reject: ({ properties: { authorizerType, jwtConfiguration = null } }) => {
            const { audiences = null } = mapOf(jwtConfiguration);
            if (authorizerType !== "JWT" || isUnknown(audiences) || isUnknown(jwtConfiguration)) return undefined;
            const { length } = elementsOf(audiences);
            return length >= 1 && length <= 50
                ? undefined
                : `BadRequestException: a JWT authorizer has 1 to 50 audiences, not ${length}`;
        },
    },
    {
        what: "a check of tokens with more or less than one identity source",
        type: authorizer,
        on,
        source: "docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-authorizers.html (identitySource)",
        verbatim: false,
        atPreview: true,
        reject: ({ properties: { authorizerType, identitySources = null } }) =>
            authorizerType !== "JWT" || isUnknown(identitySources) || elementsOf(identitySources).length === 1
                ? undefined
                : `BadRequestException: a JWT authorizer has one identity source, not ${elementsOf(identitySources).length}`,
    },
];

// Whether the whole of a value is unknown, and not a part of it alone.
function isUnknown(value: Parameters<typeof hasUnknowns>[0]): boolean {
    return hasUnknowns(value) && elementsOf(value).length === 0 && Object.keys(mapOf(value)).length === 0;
}
