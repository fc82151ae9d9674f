import { countedResult, type RuleResult, uncountedResult } from "../../contract/result";
import { apisOf } from "../../gateway/api-references";
import type { Plan } from "../../gateway/graph";
import { isHttpApi, newerAuthorizerTypes, routesOf } from "../../gateway/http-api";
import { newerApiTypes, newerStageTypes } from "../../gateway/types";
import { followingFinding, unresolvedFinding, unresolvedNewerDeployment } from "../../gateway/unresolved";
import { type Finding, finding, ofTier, quietly, unknownValueFinding } from "../../reading/finding";
import { ignoredChanges } from "../../reading/ignored-changes";
import { resolveReference } from "../../reading/references";
import type { Resource, Stack } from "../../reading/resource";
import { describeReading, knownValue, readBoolean, readList, readString } from "../../reading/value";
import { newerMappingType } from "../r1/edge/domain-mapping";
import { follows, stale } from "./methods-and-deployments";

/** Parts of an HTTP or WebSocket API. */
export const newerPartTypes: ReadonlySet<string> = new Set(
    ["route:Route", "stage:Stage", "integration:Integration", "deployment:Deployment", "apiMapping:ApiMapping"].map(
        (token) => `aws:apigatewayv2/${token}`,
    ),
);

const connect = "$connect";
// docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-key-selection.html: the two that there are.
const headerExpression = "$request.header.x-api-key";
const authorizerExpression = "$context.authorizer.usageIdentifierKey";

/**
 * Checks the key source of a WebSocket API
 * (docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-key-selection.html).
 */
export function checkNewerApi(api: Resource): Finding[] {
    const protocol = readString(api.props, "protocolType");
    if (protocol.state === "unknown") return [unknownValueFinding(api, protocol)];
    // Its routes are checked together with their authorizers.
    if (isHttpApi(api)) return [];
    const source = readString(api.props, "apiKeySelectionExpression");
    if (source.state === "unknown") return [unknownValueFinding(api, source)];
    if (source.state === "absent" || [headerExpression, authorizerExpression].includes(knownValue(source) ?? ""))
        return ignoredChanges(api, ["apiKeySelectionExpression", "protocolType"]);
    return [
        finding(api, {
            actual: `apiKeySelectionExpression is ${describeReading(source)}, where API Gateway finds no key`,
            expected: "keys that clients send in the header x-api-key, or that an authorizer takes from what they send",
            change: `set apiKeySelectionExpression to "${headerExpression}", or for browsers to "${authorizerExpression}"`,
        }),
    ];
}

/** Checks that opening a connection needs a key; messages on an open connection need none. */
export function checkRoute(route: Resource): RuleResult {
    const findings = checkConnect(route);
    const isConnect = knownValue(readString(route.props, "routeKey")) === connect;
    return isConnect ? countedResult("WebSocket API", findings) : uncountedResult(findings);
}

function checkConnect(route: Resource): Finding[] {
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
        if (isHttpApi(api)) return [];
        const connecting = routesOf(stack, api).filter((route) =>
            [connect, undefined].includes(knownValue(readString(route.props, "routeKey"))),
        );
        const [route] = connecting;
        if (route === undefined) return [withoutConnect(api)];
        const isKeyed = connecting.some(({ props }) => knownValue(readBoolean(props, "apiKeyRequired")) !== false);
        if (!isKeyed || readBoolean(route.props, "apiKeyRequired").state === "absent") return [];
        const unplanned = stagesOf(stack, api).filter((stage) => !plans.some(({ stages }) => stages.includes(stage)));
        return [...checkKeyGiver(stack, api, route), ...unplanned.map((stage) => withoutPlan(stage, open))];
    });
}

/**
 * Checks the authorizer that gives API Gateway the keys of an API's clients: browsers can send no header. API Gateway rejects
 * a client that lacks one of its identity sources without calling it, and then a key that is not in a plan of the stage
 * (docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-lambda-auth.html). Whether it returns the
 * key that the client sent is a matter of its code, which someone has to review.
 */
function checkKeyGiver(stack: Stack, api: Resource, route: Resource): Finding[] {
    const source = readString(api.props, "apiKeySelectionExpression");
    if (source.state === "unknown") return quietly([unknownValueFinding(api, source)]);
    if (knownValue(source) !== authorizerExpression) return [];
    const kind = readString(route.props, "authorizationType");
    if (kind.state === "unknown") return [unknownValueFinding(route, kind)];
    const [authorizer] = resolveReference(stack, route, "authorizerId", newerAuthorizerTypes);
    if (knownValue(kind) !== "CUSTOM" || authorizer === undefined) return [withoutAuthorizer(route)];
    const sources = readList(authorizer.props, "identitySources");
    if (sources.state === "unknown" || sources.state === "invalid") return [unknownValueFinding(authorizer, sources)];
    const sent = (knownValue(sources) ?? []).some((each) =>
        /^route\.request\.(?:header|querystring)\./.test(String(each)),
    );
    if (!sent) return ofTier("review", [withoutSource(authorizer)]);
    const ignored = [
        ...ignoredChanges(authorizer, ["identitySources", "authorizerUri", "apiId"]),
        ...ignoredChanges(route, ["authorizationType", "authorizerId"]),
    ];
    return ignored.length > 0 ? ignored : ofTier("review", [givenByCode(authorizer, api)]);
}

const withoutAuthorizer = (route: Resource): Finding =>
    finding(route, {
        actual: `the API's keys come from an authorizer, and ${connect} has none of this program`,
        expected: "an authorizer of this program that takes the key from what the client sends",
        change: `set authorizationType to "CUSTOM" and authorizerId from an aws.apigatewayv2.Authorizer, or apiKeySelectionExpression to "${headerExpression}"`,
    });

const withoutSource = (authorizer: Resource): Finding =>
    finding(authorizer, {
        actual: "identitySources names no header and no query parameter, so its function may give a key to a client that sends nothing",
        expected: "a key for each connection that the client itself sends",
        change: 'set identitySources to what contains the key, such as "route.request.header.Sec-WebSocket-Protocol"',
    });

const givenByCode = (authorizer: Resource, { name }: Resource): Finding =>
    finding(authorizer, {
        actual: `its function tells API Gateway the key of each client of "${name}"; API Gateway rejects a key without a plan, and no policy sees whether it is the client's own`,
        expected: "a function that returns the key that the client sent, and denies a client without one",
        change: 'review its code; to have that reviewed each year, set the level of r4-authorizer-keys to "mandatory", and waive it with the day of the review',
    });

const stagesOf = (stack: Stack, api: Resource): Resource[] =>
    stack.ofType(newerStageTypes).filter((stage) => apisOf(stack, stage, "apiId").includes(api));

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

/**
 * Checks that a change of an API's routes makes a new deployment: otherwise a key that a route demands now is not demanded at AWS
 * (docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-set-up-websocket-deployment.html).
 */
export function checkNewerDeployment(stack: Stack, deployment: Resource): Finding[] {
    return apisOf(stack, deployment, "apiId")
        .filter(({ type }) => newerApiTypes.has(type))
        .flatMap((api) => {
            const [routes, stages] = [routesOf(stack, api), stagesOf(stack, api)];
            const isAutomatic = ({ props }: Resource) => knownValue(readBoolean(props, "autoDeploy")) === true;
            if (routes.length === 0 || (stages.length > 0 && stages.every(isAutomatic))) return [];
            if (follows(deployment, routes)) return ignoredChanges(deployment, ["triggers", "apiId"]);
            return [stale(deployment, "routes", "JSON.stringify(routes)")];
        });
}

/** Checks that a stage serves the API as the program declares it: by itself, or by a deployment of this stack. */
function checkNewerStage(stack: Stack, stage: Resource): Finding[] {
    const unresolved = unresolvedNewerDeployment(stack, stage);
    if (unresolved !== undefined) return [unresolved];
    // With autoDeploy, AWS sets deploymentId, whose changes programs ignore (hashicorp/terraform-provider-aws#13633).
    const isAutomatic = knownValue(readBoolean(stage.props, "autoDeploy")) === true;
    return ignoredChanges(stage, [isAutomatic ? "autoDeploy" : "deploymentId", "apiId", "name"]);
}

/** Reports a part of an API outside this stack; parts of an API in the stack are checked with the API, all but its stages. */
export function checkNewerPart(stack: Stack, part: Resource): Finding[] {
    if (resolveReference(stack, part, "apiId", newerApiTypes).length > 0)
        return newerStageTypes.has(part.type) ? checkNewerStage(stack, part) : [];
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
