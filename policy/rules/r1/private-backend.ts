import type { ResourcePolicy } from "../../contract/policy";
import { countedResult, emptyResult, type RuleResult, uncountedResult } from "../../contract/result";
import { ofTranslated } from "../../contract/translated-checks";
import { definitionOf, unreadableFindings } from "../../gateway/api";
import { isHttpApi } from "../../gateway/http-api";
import type { Operation } from "../../gateway/operation";
import { apiTypes, integrationTypes, newerApiTypes } from "../../gateway/types";
import { unresolvedFinding } from "../../gateway/unresolved";
import { isTranslatable } from "../../reading/cloudformation/translation";
import { type Finding, finding, ofTier, undecidedFinding, unknownValueFinding } from "../../reading/finding";
import { ignoredChanges } from "../../reading/ignored-changes";
import { resolveReference } from "../../reading/references";
import type { Resource, Stack } from "../../reading/resource";
import { describeReading, knownValue, type Reading, read, readString } from "../../reading/value";
import { listenerTypes } from "./load-balancing/attachment-table";

const expected =
    'integrations of connectionType "VPC_LINK" with a connectionId, so that the backend needs no public address';

/** Integrations of HTTP and WebSocket APIs. */
export const newerIntegration = "aws:apigatewayv2/integration:Integration";

const applies = (type: string): boolean =>
    apiTypes.has(type) || newerApiTypes.has(type) || integrationTypes.has(type) || type === newerIntegration;

/** R1 for the gateway's integrations: it calls its backend through a VPC link; mocks and AWS services need none. */
export const privateBackend: ResourcePolicy = {
    name: "r1-private-backend",
    ruleId: "R1",
    tier: "gateway",
    scope: "resource",
    displayName: "The gateway calls its backend privately",
    description: "Every integration of the API gateway reaches its backend through a VPC link.",
    severity: "critical",
    remediationSteps: 'Set connectionType to "VPC_LINK" and connectionId to a stage variable on each integration.',
    tags: ["aws", "apigateway", "network"],
    settings: [],
    applies: (type) => applies(type) || isTranslatable(type),
    check: ofTranslated(applies, (resource) => {
        if (newerApiTypes.has(resource.type)) return uncountedResult(checkNewerApi(resource));
        return apiTypes.has(resource.type) ? checkApi(resource) : checkIntegration(resource);
    }),
};

// `target` creates an integration without a VPC link, with a function or a URL. WebSocket APIs have neither property.
function checkNewerApi(api: Resource): Finding[] {
    const target = readString(api.props, "target");
    if (target.state === "known" && !isOfAws("aws", target.value))
        return [
            finding(api, {
                actual: "target is not an ARN, so the API calls its backend over the internet",
                expected,
                change: "remove target, and declare an Integration through a VPC link and its routes",
            }),
        ];
    const body = readString(api.props, "body");
    const findings = body.state === "absent" ? [] : importedIntegrations(api, body);
    return findings.length > 0 ? findings : ignoredChanges(api, ["target", "body"]);
}

function importedIntegrations(api: Resource, body: Reading<string>): Finding[] {
    if (body.state !== "known") return [unknownValueFinding(api, body)];
    // Without a URL in its text, the body calls functions, services of AWS and listeners, all of them by their ARNs.
    if (!/https?:\/\//i.test(body.value)) return [];
    return [
        undecidedFinding(api, {
            actual: "body declares the integrations of an HTTP API, which no policy reads",
            decidedBy: "the value of body",
            change: "declare them as aws.apigatewayv2.Integration, or make it a REST API",
        }),
    ];
}

/** Resources that an HTTP API calls through a VPC link: listeners of load balancers, and services of AWS Cloud Map. */
const linkedTypes: ReadonlySet<string> = new Set([...listenerTypes, "aws:servicediscovery/service:Service"]);

/**
 * Reports an integration through a VPC link with a listener outside the stack: whether its load balancer is internal cannot
 * be checked. That of a listener in the stack is checked by itself
 * (docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-private.html).
 */
export function checkLinked(stack: Stack, integration: Resource): Finding[] {
    if (knownValue(readString(integration.props, "connectionType")) !== "VPC_LINK") return [];
    // A WebSocket API has the URL of a load balancer in its place.
    if (!resolveReference(stack, integration, "apiId", newerApiTypes).some(isHttpApi)) return [];
    const arnOf = ({ outputs }: Resource) => knownValue(readString(outputs, "arn"));
    if (resolveReference(stack, integration, "integrationUri", linkedTypes, arnOf).length > 0)
        return ofTier("strict", ignoredChanges(integration, ["integrationUri"]));
    return ofTier("strict", [
        unresolvedFinding(integration, "integrationUri", {
            actual: "integrationUri does not resolve to a listener or a Cloud Map service of this stack, so whether its load balancer is internal cannot be checked",
            expected: "a listener of an internal load balancer of this program",
            change: "set integrationUri from the ARN of a Listener of this program",
        }),
    ]);
}

function checkApi(api: Resource): RuleResult {
    const definition = definitionOf(api);
    if (definition.state === "none") return emptyResult;
    if (definition.state !== "body")
        return uncountedResult(unreadableFindings(api, definition, { parts: "integrations", expected }));
    const { operations } = definition.body;
    const open = operations.filter((operation) => !isPrivate(operation));
    const findings: Finding[] = ignoredChanges(api, ["body"]);
    const [first] = open;
    if (first) findings.unshift(publicIntegrations(api, first, open.length));
    const called = operations.filter(
        (operation) => isPrivate(operation) && operation.integration.type?.startsWith("http"),
    );
    return { counts: called.length > 0 ? { integration: called.length } : {}, findings: findings.slice(0, 1) };
}

function publicIntegrations(api: Resource, first: Operation, count: number): Finding {
    const { type = "", connectionType } = first.integration;
    const others = count > 1 ? `, and ${count - 1} more` : "";
    return finding(api, {
        actual: `${first.method} ${first.path}${others}: integration of type ${type} and ${callsNoHost.has(type) ? "a uri that is not an ARN" : `connectionType ${connectionType ?? "absent"}`}, which calls its backend over the internet`,
        expected,
        change: `set connectionType to "VPC_LINK" and connectionId to "\${stageVariables.name}" in its x-amazon-apigateway-integration`,
    });
}

// Types in lower case. AWS services are called within AWS, and a mock calls nothing.
const callsNoHost: ReadonlySet<string> = new Set(["mock", "aws", "aws_proxy"]);

// URIs of AWS services are ARNs: docs.aws.amazon.com/apigateway/latest/api/API_Integration.html. An unreadable URI
// passes here.
const isOfAws = (type: string, uri: string | undefined): boolean =>
    type === "mock" || uri === undefined || uri.startsWith("arn:");

// An operation without an integration calls nothing: API Gateway rejects its deployment.
function isPrivate({ integration }: Operation): boolean {
    const { type, connectionType, connectionId, uri } = integration;
    if (type === undefined || callsNoHost.has(type)) return type === undefined || isOfAws(type, uri);
    return (
        (type === "http" || type === "http_proxy") &&
        connectionType === "VPC_LINK" &&
        connectionId !== undefined &&
        connectionId.trim() !== ""
    );
}

function checkIntegration(integration: Resource): RuleResult {
    const key = integration.type === newerIntegration ? "integrationType" : "type";
    const type = readString(integration.props, key);
    if (type.state !== "known") return uncountedResult([unknownValueFinding(integration, type)]);
    const kind = type.value.toLowerCase();
    if (callsNoHost.has(kind)) {
        const at = integration.type === newerIntegration ? "integrationUri" : "uri";
        const uri = knownValue(readString(integration.props, at));
        const findings = isOfAws(kind, uri)
            ? ignoredChanges(integration, [key, at])
            : [otherUri(integration, kind, at)];
        return uncountedResult(findings);
    }
    const findings = unconnected(integration);
    return countedResult(
        "integration",
        findings.length > 0 ? findings : ignoredChanges(integration, [key, "connectionType", "connectionId"]),
    );
}

function unconnected(integration: Resource): Finding[] {
    const type = readString(integration.props, "connectionType");
    if (type.state === "unknown") return [unknownValueFinding(integration, type)];
    const isLink = type.state === "known" && type.value === "VPC_LINK";
    const id = read(integration.props, "connectionId");
    const isNamed = id.state === "known" ? String(id.value).trim() !== "" : id.state === "unknown";
    if (isLink && isNamed) return [];
    return [
        finding(integration, {
            actual: isLink
                ? `connectionType is "VPC_LINK" and connectionId is ${describeReading(id)}, so it calls its backend without a link`
                : `connectionType is ${describeReading(type)}, so it calls its backend over the internet`,
            expected,
            change: 'set connectionType to "VPC_LINK" and connectionId to the VPC link\'s id',
        }),
    ];
}

const otherUri = (integration: Resource, kind: string, at: string): Finding =>
    finding(integration, {
        actual: `its type is ${kind}, and its ${at} is not an ARN, so it does not call an AWS service`,
        expected,
        change: `set ${at} to the ARN of a function or an AWS service, or call the backend through a VPC link`,
    });
