import type { Rejection } from "../../resources/rejection";
import { hasUnknowns, text } from "../../state/property-values";
import { measured, newerTypes, partsOf, protocolOf } from "./parts";

const { route, routeResponse, integrationResponse } = newerTypes;
const on: Rejection["on"] = ["create", "update"];
const reference = "docs.aws.amazon.com/apigatewayv2/latest/api-reference";

/** Routes of HTTP and WebSocket APIs, and their responses, that API Gateway rejects. */
export const newerRoutes: readonly Rejection[] = [
    {
        what: "a second route of a key",
        type: route,
        on,
        source: "serverless/serverless#7260, anomalyco/sst#5031",
        verbatim: true,
        reject: ({ properties, id }, cloud) => {
            const others = partsOf("route", properties.apiId, cloud).filter((own) => own.id !== id);
            return others.some(({ outputs }) => outputs.routeKey === properties.routeKey)
                ? `ConflictException: Route with key ${text(properties.routeKey)} already exists for this API`
                : undefined;
        },
    },
    {
        what: "a route whose target has another form than integrations/<id>",
        type: route,
        on,
        source: `${measured}/pf-apigwv2-route-target-format`,
        verbatim: true,
        atPreview: true,
        reject: ({ properties: { target } }) =>
            target === undefined || hasUnknowns(target) || text(target).startsWith("integrations/")
                ? undefined
                : "BadRequestException: Unexpected or malformed target in route. Correct format should be integrations/<integration_id>.",
    },
    {
        what: "a route to an integration that its API does not have",
        type: route,
        on,
        source: `${reference}/apis-apiid-routes.html`,
        verbatim: false,
        reject: ({ properties: { apiId, target } }, cloud) => {
            const id = /^integrations\/(.+)$/.exec(text(target))?.[1];
            const isOwn = protocolOf({ apiId: apiId ?? null }, cloud) !== "";
            return id !== undefined && isOwn && !partsOf("integration", apiId, cloud).some((own) => own.id === id)
                ? `NotFoundException: Unable to find Integration by id ${id} within the API`
                : undefined;
        },
    },
    {
        what: "a route of an HTTP API that requires an API key",
        type: route,
        on,
        source: `${measured}/pf-apigwv2-http-route-no-api-key`,
        verbatim: true,
        reject: ({ properties }, cloud) =>
            protocolOf(properties, cloud) === "HTTP" && properties.apiKeyRequired === true
                ? "BadRequestException: ApiKeyRequired is not currently supported for HTTP APIs."
                : undefined,
    },
    {
        what: "a route of a WebSocket API other than $connect with an authorizer, or with IAM",
        type: route,
        on,
        source: `${measured}/pf-apigwv2-websocket-authorization-connect-only; mondoohq/cnspec#3697`,
        verbatim: true,
        reject: ({ properties }, cloud) =>
            protocolOf(properties, cloud) === "WEBSOCKET" &&
            properties.routeKey !== "$connect" &&
            text(properties.authorizationType ?? "NONE") !== "NONE"
                ? "BadRequestException: Currently, authorization is restricted to the $connect route only"
                : undefined,
    },
    {
        what: "a route with an authorizer that its API does not have",
        type: route,
        on,
        source: `${reference}/apis-apiid-routes.html`,
        verbatim: false,
        reject: ({ properties: { apiId, authorizationType, authorizerId } }, cloud) => {
            if (!["CUSTOM", "JWT"].includes(text(authorizationType))) return undefined;
            const isOwn = protocolOf({ apiId: apiId ?? null }, cloud) !== "";
            return isOwn && !partsOf("authorizer", apiId, cloud).some(({ id }) => id === text(authorizerId))
                ? `BadRequestException: Invalid authorizer identifier specified ${text(authorizerId)}`
                : undefined;
        },
    },
    {
        what: "a response of a route with another key than $default",
        type: routeResponse,
        on,
        source: `${measured}/pf-apigwv2-route-response-key-default`,
        verbatim: true,
        atPreview: true,
        reject: ({ properties: { routeResponseKey } }) =>
            routeResponseKey === "$default"
                ? undefined
                : "BadRequestException: Currently, only $default is supported as a RouteResponseKey.",
    },
    {
        what: "a response of a route that its API does not have",
        type: routeResponse,
        on: ["create"],
        source: `${reference}/apis-apiid-routes-routeid-routeresponses.html`,
        verbatim: false,
        reject: ({ properties: { apiId, routeId } }, cloud) =>
            protocolOf({ apiId: apiId ?? null }, cloud) !== "" &&
            !partsOf("route", apiId, cloud).some(({ id }) => id === text(routeId))
                ? `NotFoundException: Unable to find Route by id ${text(routeId)} within the API`
                : undefined,
    },
    ...[routeResponse, integrationResponse].map(
        (type): Rejection => ({
            what: "responses of routes and integrations of an HTTP API, which only WebSocket APIs have",
            type,
            on: ["create"],
            source: `${measured}/pf-apigwv2-route-response-websocket-only, ${measured}/pf-apigwv2-integration-response-websocket-only`,
            verbatim: false,
            reject: ({ properties }, cloud) =>
                protocolOf(properties, cloud) === "HTTP"
                    ? "BadRequestException: an HTTP API has no responses of routes and integrations"
                    : undefined,
        }),
    ),
    {
        what: "more than 300 routes of an HTTP or WebSocket API",
        type: route,
        on: ["create"],
        source: "docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html",
        verbatim: false,
        reject: ({ properties: { apiId } }, cloud) =>
            partsOf("route", apiId, cloud).length >= 300
                ? "LimitExceededException: the quota of 300 routes of an API is reached"
                : undefined,
    },
];
