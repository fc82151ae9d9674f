import type { ResourcePolicy } from "../../contract/policy";
import { countedResult, emptyResult, type RuleResult, uncountedResult } from "../../contract/result";
import { ofTranslated } from "../../contract/translated-checks";
import { definitionOf, unreadableFindings } from "../../gateway/api";
import type { Operation } from "../../gateway/operation";
import { apiTypes, integrationTypes } from "../../gateway/types";
import { isTranslatable } from "../../reading/cloudformation/translation";
import { type Finding, finding, unknownValueFinding } from "../../reading/finding";
import { ignoredChanges } from "../../reading/ignored-changes";
import type { Resource } from "../../reading/resource";
import { describeReading, knownValue, read, readString } from "../../reading/value";

const expected =
    'integrations of connectionType "VPC_LINK" with a connectionId, so that the backend needs no public address';

// Integrations of HTTP and WebSocket APIs.
const newerIntegration = "aws:apigatewayv2/integration:Integration";

const applies = (type: string): boolean =>
    apiTypes.has(type) || integrationTypes.has(type) || type === newerIntegration;

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
    check: ofTranslated(applies, (resource) =>
        apiTypes.has(resource.type) ? checkApi(resource) : checkIntegration(resource),
    ),
};

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
