import type { Rejection } from "../../resources/rejection";
import { elementsOf, hasUnknowns, text } from "../../state/property-values";
import { measured, newerTypes, protocolOf } from "./parts";

const { api, authorizer, integration } = newerTypes;
const on: Rejection["on"] = ["create", "update"];

/** HTTP and WebSocket APIs, their integrations and authorizers that API Gateway rejects. */
export const newerApis: readonly Rejection[] = [
    {
        what: "a WebSocket API without an expression that selects the route of a message",
        type: api,
        on,
        source: `${measured}/pf-apigwv2-websocket-route-selection`,
        verbatim: true,
        atPreview: true,
        reject: ({ properties: { protocolType, routeSelectionExpression } }) =>
            protocolType === "WEBSOCKET" &&
            !/\$\{?request\.(body|header|querystring)\b/.test(text(routeSelectionExpression))
                ? "BadRequestException: Invalid routeSelectionExpression"
                : undefined,
    },
    {
        what: "a WebSocket API with CORS",
        type: api,
        on,
        source: `${measured}/pf-apigwv2-websocket-no-cors`,
        verbatim: true,
        atPreview: true,
        reject: ({ properties: { protocolType, corsConfiguration } }) =>
            protocolType === "WEBSOCKET" && corsConfiguration !== undefined
                ? "BadRequestException: Cors is not supported for WEBSOCKET protocolType"
                : undefined,
    },
    {
        what: "an API whose key is selected in another way than by its header or by the authorizer",
        type: api,
        on,
        source: "hashicorp/terraform-provider-aws, internal/service/apigatewayv2/api.go",
        verbatim: true,
        atPreview: true,
        reject: ({ properties: { apiKeySelectionExpression = "" } }) => {
            const known = ["$context.authorizer.usageIdentifierKey", "$request.header.x-api-key"];
            return known.includes(text(apiKeySelectionExpression))
                ? undefined
                : `expected api_key_selection_expression to be one of ["${known.join('" "')}"], got ${text(apiKeySelectionExpression)}`;
        },
    },
    ...[
        authorizer,
        newerTypes.deployment,
        integration,
        newerTypes.integrationResponse,
        newerTypes.model,
        newerTypes.route,
        newerTypes.routeResponse,
        newerTypes.stage,
    ].map(
        (type): Rejection => ({
            what: "a part of an HTTP or WebSocket API that does not exist; an API that is not of the stack is accepted",
            type,
            on: ["create"],
            source: "getmoto/moto, moto/apigatewayv2/exceptions.py; docs.aws.amazon.com/apigatewayv2/latest/api-reference",
            verbatim: false,
            reject: ({ properties }, cloud) =>
                cloud.store.ofType(api).length > 0 && protocolOf(properties, cloud) === ""
                    ? `NotFoundException: Invalid API identifier specified ${cloud.accountId}:${text(properties.apiId)}`
                    : undefined,
        }),
    ),
    {
        what: "an integration that a WebSocket API waits for less than 50 ms or more than 29 seconds",
        type: integration,
        on,
        source: `${measured}/pf-apigwv2-websocket-integration-timeout-range`,
        verbatim: true,
        reject: ({ properties }, cloud) => {
            const timeout = Number(properties.timeoutMilliseconds ?? 29_000);
            return protocolOf(properties, cloud) === "WEBSOCKET" && (timeout < 50 || timeout > 29_000)
                ? "BadRequestException: Timeout should be between 50 ms and 29000 ms"
                : undefined;
        },
    },
    {
        what: "a function behind a WebSocket API that is called with version 2.0 of the event",
        type: integration,
        on,
        source: `${measured}/pf-apigwv2-websocket-payload-version`,
        verbatim: true,
        reject: ({ properties }, cloud) =>
            protocolOf(properties, cloud) === "WEBSOCKET" && properties.payloadFormatVersion === "2.0"
                ? "BadRequestException: Unsupported PayloadFormatVersion: 2.0"
                : undefined,
    },
    {
        what: "an authorizer of a WebSocket API of another type than REQUEST",
        type: authorizer,
        on,
        source: `${measured}/pf-apigwv2-websocket-authorizer-type`,
        verbatim: true,
        reject: ({ properties }, cloud) =>
            protocolOf(properties, cloud) === "WEBSOCKET" && properties.authorizerType !== "REQUEST"
                ? "BadRequestException: Only REQUEST authorizer type is supported on WEBSOCKET protocol Apis."
                : undefined,
    },
    {
        what: "an authorizer of type REQUEST without a function",
        type: authorizer,
        on,
        source: `${measured}/pf-apigwv2-request-authorizer-uri-required`,
        verbatim: true,
        atPreview: true,
        reject: ({ properties: { authorizerType, authorizerUri } }) =>
            authorizerType === "REQUEST" && text(authorizerUri) === ""
                ? "BadRequestException: AuthorizerUri is a required field in an Authorizer"
                : undefined,
    },
    {
        what: "an authorizer of a WebSocket API whose identity source is not a header or a query parameter of the handshake",
        type: authorizer,
        on,
        source: `${measured}/pf-apigwv2-websocket-identity-source-expression`,
        verbatim: true,
        reject: ({ properties }, cloud) => {
            const sources = protocolOf(properties, cloud) === "WEBSOCKET" ? elementsOf(properties.identitySources) : [];
            const other = sources.map(text).find((own) => !/^route\.request\.(header|querystring)\.[^ ]+$/.test(own));
            return other && `BadRequestException: Invalid request identity source expression: ${other}`;
        },
    },
    {
        what: "an authorizer whose responses are cached by no identity source",
        type: authorizer,
        on,
        source: `${measured}/pf-apigwv2-authorizer-ttl-identity-source`,
        verbatim: true,
        atPreview: true,
        // The provider's own default of 300 seconds counts only with an identity source (apigatewayv2/authorizer.go).
        reject: ({ properties: { authorizerResultTtlInSeconds = 0, identitySources } }) =>
            !hasUnknowns(identitySources ?? null) &&
            Number(authorizerResultTtlInSeconds) > 0 &&
            elementsOf(identitySources).length === 0
                ? "BadRequestException: Identity source must be set if authorizer caching is enabled (TTL is greater than 0)"
                : undefined,
    },
    {
        what: "deleting an authorizer that a route uses; the provider retries it for 30 minutes",
        type: authorizer,
        on: ["delete"],
        source: "hashicorp/terraform-provider-aws, internal/service/apigatewayv2/authorizer.go (ConflictException)",
        verbatim: false,
        retried: true,
        reject: ({ id }, { store }) =>
            store.ofType(newerTypes.route).some(({ outputs }) => text(outputs.authorizerId) === id)
                ? `ConflictException: Cannot delete authorizer '${id}', which is referenced in a route`
                : undefined,
    },
];
