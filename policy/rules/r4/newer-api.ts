import { apisOf } from "../../gateway/api-references";
import type { Plan } from "../../gateway/graph";
import { newerApiTypes, newerRouteTypes, newerStageTypes } from "../../gateway/types";
import { followingFinding, unresolvedFinding } from "../../gateway/unresolved";
import { type Finding, finding, quietly, unknownValueFinding } from "../../reading/finding";
import { ignoredChanges } from "../../reading/ignored-changes";
import { resolveReference } from "../../reading/references";
import type { Resource, Stack } from "../../reading/resource";
import { describeReading, knownValue, readBoolean, readString } from "../../reading/value";
import { newerMappingType } from "../r1/edge/domain-mapping";

/** Parts of an HTTP or WebSocket API. */
export const newerPartTypes: ReadonlySet<string> = new Set(
    ["route:Route", "stage:Stage", "integration:Integration", "deployment:Deployment", "apiMapping:ApiMapping"].map(
        (token) => `aws:apigatewayv2/${token}`,
    ),
);

const connect = "$connect";
const headerExpression = "$request.header.x-api-key";

const isWebSocket = (api: Resource): boolean => knownValue(readString(api.props, "protocolType")) === "WEBSOCKET";

/**
 * Checks an HTTP API, which has no keys, or the key source of a WebSocket API
 * (docs.aws.amazon.com/apigateway/latest/developerguide/http-api-vs-rest.html and apigateway-websocket-api-key-selection).
 */
export function checkNewerApi(api: Resource): Finding[] {
    const protocol = readString(api.props, "protocolType");
    if (protocol.state === "unknown") return [unknownValueFinding(api, protocol)];
    if (!isWebSocket(api))
        return [
            finding(api, {
                actual: "an HTTP API has no API keys, no usage plans and no cache, whatever else authorizes its callers",
                expected: "an API whose callers need a key",
                change: "make it a REST API (aws.apigateway.RestApi), which has all three, or waive the rule for it after a review",
            }),
        ];
    const source = readString(api.props, "apiKeySelectionExpression");
    if (source.state === "unknown") return [unknownValueFinding(api, source)];
    if (source.state === "absent" || knownValue(source) === headerExpression)
        return ignoredChanges(api, ["apiKeySelectionExpression", "protocolType"]);
    return [
        finding(api, {
            actual: `apiKeySelectionExpression is ${describeReading(source)}, so an authorizer's code decides which key counts`,
            expected: "keys that clients send in the header x-api-key",
            change: `set apiKeySelectionExpression to "${headerExpression}"`,
        }),
    ];
}

/** Checks that opening a connection needs a key; messages on an open connection need none. */
export function checkRoute(route: Resource): Finding[] {
    const key = readString(route.props, "routeKey");
    const required = readBoolean(route.props, "apiKeyRequired");
    if (key.state === "unknown" && knownValue(required) !== true) return [unknownValueFinding(route, key)];
    if (knownValue(key) !== connect) return [];
    if (required.state === "unknown") return [unknownValueFinding(route, required)];
    if (knownValue(required)) return ignoredChanges(route, ["apiKeyRequired", "routeKey", "apiId"]);
    return [
        finding(route, {
            actual: `apiKeyRequired of ${connect} is ${describeReading(required)}, so a client can connect without a key`,
            expected: "a key for each connection to a WebSocket API",
            change: "set apiKeyRequired to true",
        }),
    ];
}

/** Checks that each WebSocket API has a route that demands a key, and that a plan gives keys to its stages. */
export function checkWebSockets(stack: Stack, plans: readonly Plan[], open: readonly Finding[]): Finding[] {
    return stack.ofType(newerApiTypes).flatMap((api) => {
        const protocol = readString(api.props, "protocolType");
        // r4-key-on-every-operation warns of it.
        if (protocol.state === "unknown") return quietly([unknownValueFinding(api, protocol)]);
        if (!isWebSocket(api)) return [];
        const connecting = routesOf(stack, api).filter((route) =>
            [connect, undefined].includes(knownValue(readString(route.props, "routeKey"))),
        );
        const [route] = connecting;
        if (route === undefined) return [withoutConnect(api)];
        const isKeyed = connecting.some(({ props }) => knownValue(readBoolean(props, "apiKeyRequired")) !== false);
        if (!isKeyed || readBoolean(route.props, "apiKeyRequired").state === "absent") return [];
        return stack
            .ofType(newerStageTypes)
            .filter((stage) => apisOf(stack, stage, "apiId").includes(api))
            .filter((stage) => !plans.some(({ stages }) => stages.includes(stage)))
            .map((stage) => withoutPlan(stage, open));
    });
}

const routesOf = (stack: Stack, api: Resource): Resource[] =>
    stack.ofType(newerRouteTypes).filter((route) => apisOf(stack, route, "apiId").includes(api));

const withoutConnect = (api: Resource): Finding =>
    finding(api, {
        actual: `it has no route ${connect}, so any client can connect without a key`,
        expected: "a key for each connection to a WebSocket API",
        change: `add an aws.apigatewayv2.Route with routeKey "${connect}" and apiKeyRequired true`,
    });

const withoutPlan = (stage: Resource, [cause]: readonly Finding[]): Finding =>
    followingFinding(cause, stage, {
        actual: "it is in no usage plan, and without one no key gives access to it and no client is limited",
        expected: "a usage plan for every stage",
        change: "add { apiId, stage } of this stage to apiStages of an aws.apigateway.UsagePlan",
    });

/** Reports a part of an API outside this stack; the parts of an API in the stack are checked with the API. */
export function checkNewerPart(stack: Stack, part: Resource): Finding[] {
    if (resolveReference(stack, part, "apiId", newerApiTypes).length > 0) return [];
    // A mapping of this type can map a domain name to a REST API, which r1-private-paths checks.
    if (part.type === newerMappingType && apisOf(stack, part, "apiId").length > 0) return [];
    return [
        unresolvedFinding(part, "apiId", {
            actual: "apiId does not resolve to an API of this stack, and whether its callers need a key is not known",
            expected: "a part of an API that this program declares",
            change: "set apiId from an API of this program, or leave the part to the program that declares the API",
        }),
    ];
}
