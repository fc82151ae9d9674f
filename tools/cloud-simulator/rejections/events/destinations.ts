import type { Rejection } from "../../resources/rejection";
import { hasUnknowns, mapOf, text } from "../../state/property-values";
import { eventTypes } from "./rules";

const { connection, destination } = eventTypes;
const on: Rejection["on"] = ["create", "update"];
const preflight = "badmintoncryer/cdk-preflight, rules/events";
const provider = "hashicorp/terraform-provider-aws, internal/service/events";

/** The parameters of each type of authorization, as the provider and as AWS names them. */
const parameters: Readonly<Record<string, { readonly property: string; readonly awsName: string }>> = {
    API_KEY: { property: "apiKey", awsName: "ApiKeyAuthParameters" },
    BASIC: { property: "basic", awsName: "BasicAuthParameters" },
    OAUTH_CLIENT_CREDENTIALS: { property: "oauth", awsName: "OAuthParameters" },
};

const methods = ["POST", "GET", "HEAD", "OPTIONS", "PUT", "PATCH", "DELETE"];

/** Connections and API destinations that EventBridge or its provider rejects. */
export const eventDestinations: readonly Rejection[] = [
    {
        what: "a connection without the parameters of its type of authorization",
        type: connection,
        on,
        source: `${preflight}/pf-events-connection-auth-parameters`,
        verbatim: true,
        atPreview: true,
        reject: ({ properties: { authorizationType, authParameters = null } }) => {
            const wanted = parameters[text(authorizationType)];
            const given = mapOf(authParameters);
            const isKnown = Object.keys(given).length > 0 || !hasUnknowns(authParameters);
            return wanted !== undefined && isKnown && given[wanted.property] === undefined
                ? `ValidationException: Parameter ${wanted.awsName} is not valid. Reason: Missing required field(s)`
                : undefined;
        },
    },
    {
        what: "a connection with another type of authorization than API_KEY, BASIC and OAUTH_CLIENT_CREDENTIALS",
        type: connection,
        on,
        source: `${provider}/connection.go`,
        verbatim: false,
        atPreview: true,
        reject: ({ properties: { authorizationType = null } }) =>
            hasUnknowns(authorizationType) || text(authorizationType) in parameters
                ? undefined
                : `expected authorization_type to be one of ["API_KEY" "BASIC" "OAUTH_CLIENT_CREDENTIALS"], got ${text(authorizationType)}`,
    },
    {
        what: "an API key of a connection whose name or value has fewer than 1 or more than 512 characters",
        type: connection,
        on,
        source: `${provider}/connection.go`,
        verbatim: false,
        atPreview: true,
        reject: ({ properties: { authParameters } }) => {
            const key = mapOf(mapOf(authParameters).apiKey);
            const wrong = Object.keys(key).find((name) => {
                const value = key[name] ?? null;
                return !hasUnknowns(value) && (text(value).length < 1 || text(value).length > 512);
            });
            return wrong && `expected length of auth_parameters.0.api_key.0.${wrong} to be in the range (1 - 512)`;
        },
    },
    {
        what: "an API destination whose endpoint is not an https URL",
        type: destination,
        on,
        source: `${preflight}/pf-events-apidestination-endpoint`,
        verbatim: true,
        atPreview: true,
        reject: ({ properties: { invocationEndpoint = null } }) =>
            hasUnknowns(invocationEndpoint) || /^https:\/\/[^/\s]+(\/\S*)?$/.test(text(invocationEndpoint))
                ? undefined
                : `ValidationException: Parameter InvocationEndpoint is not valid. Reason: Endpoint '${text(invocationEndpoint)}' is not valid`,
    },
    {
        what: "an API destination with a connection that does not exist",
        type: destination,
        on,
        source: "docs.aws.amazon.com/eventbridge/latest/APIReference/API_CreateApiDestination.html (ResourceNotFoundException)",
        verbatim: false,
        reject: ({ properties: { connectionArn } }, { store }) =>
            store.ofType(connection).some(({ outputs }) => text(outputs.arn) === text(connectionArn))
                ? undefined
                : `ResourceNotFoundException: there is no connection ${text(connectionArn)}`,
    },
    {
        what: "an API destination with another method than those of HTTP, or less than one call a second",
        type: destination,
        on,
        source: `${provider}/api_destination.go`,
        verbatim: false,
        atPreview: true,
        reject: ({ properties: { httpMethod, invocationRateLimitPerSecond = 300 } }) => {
            if (!methods.includes(text(httpMethod).toUpperCase()))
                return `expected http_method to be one of ["${methods.join('" "')}"], got ${text(httpMethod)}`;
            return Number(invocationRateLimitPerSecond) < 1
                ? `expected invocation_rate_limit_per_second to be at least (1), got ${Number(invocationRateLimitPerSecond)}`
                : undefined;
        },
    },
];
