import type { ResourcePolicy } from "../../contract/policy";
import { type RuleResult, uncountedResult } from "../../contract/result";
import type { Settings } from "../../contract/settings";
import { ofTranslated } from "../../contract/translated-checks";
import { definitionOf, unreadableFindings } from "../../gateway/api";
import type { ApiBody } from "../../gateway/body";
import type { Operation } from "../../gateway/operation";
import { apiTypes, methodTypes, newerApiTypes, newerRouteTypes } from "../../gateway/types";
import { isTranslatable } from "../../reading/cloudformation/translation";
import { type Finding, finding, unknownValueFinding } from "../../reading/finding";
import { ignoredChanges } from "../../reading/ignored-changes";
import type { Resource } from "../../reading/resource";
import { describeReading, knownValue, pathText, readString } from "../../reading/value";
import { checkInjectedKey, injectingTypes } from "./edge-keys";
import { checkMethod } from "./methods-and-deployments";
import { checkNewerApi, checkRoute } from "./newer-api";

const secondBodyTypes: ReadonlySet<string> = new Set(["aws:apigateway/restApiPut:RestApiPut"]);
const expected =
    "a key in the header x-api-key for every operation, required by every alternative of the operation's security";

const applies = (type: string): boolean =>
    [apiTypes, methodTypes, newerApiTypes, newerRouteTypes, secondBodyTypes, injectingTypes].some((types) =>
        types.has(type),
    );

/** R4 for single resources: every operation requires an API key, except a CORS preflight with a mock integration. */
export const keyOnEveryOperation: ResourcePolicy = {
    name: "r4-key-on-every-operation",
    ruleId: "R4",
    tier: "gateway",
    scope: "resource",
    displayName: "Every operation needs an API key",
    description: "Every operation of every API requires an API key.",
    severity: "critical",
    remediationSteps: "Add a security requirement with an x-api-key scheme to each operation.",
    tags: ["aws", "apigateway", "authentication"],
    settings: ["exemptOperations"],
    applies: (type) => applies(type) || isTranslatable(type),
    check: ofTranslated(applies, (resource, settings) => {
        if (apiTypes.has(resource.type)) return checkApi(resource, settings);
        if (methodTypes.has(resource.type)) return checkMethod(resource);
        if (injectingTypes.has(resource.type)) return uncountedResult(checkInjectedKey(resource));
        if (newerApiTypes.has(resource.type)) return uncountedResult(checkNewerApi(resource));
        if (newerRouteTypes.has(resource.type)) return checkRoute(resource);
        return uncountedResult([secondBody(resource)]);
    }),
};

function checkApi(api: Resource, settings: Settings): RuleResult {
    const definition = definitionOf(api);
    const findings = unreadableFindings(api, definition, {
        parts: "operations",
        expected: "a definition that is known before anything is created",
    });
    const body = definition.state === "body" ? definition.body : undefined;
    findings.push(...keySource(api, body), ...mode(api));
    const operations = body?.operations ?? [];
    const keyless = operations.filter((operation) => !operation.key.required);
    const preflights = keyless.filter((operation) => isPreflight(operation, settings));
    const exempt = keyless.filter(({ method, path }) => settings.exemptOperations.includes(`${method} ${path}`));
    const open = keyless.filter((operation) => !preflights.includes(operation) && !exempt.includes(operation));
    const [first] = open;
    if (first) findings.push(openOperations(api, first, open));
    if (findings.length === 0)
        findings.push(...ignoredChanges(api, ["body", "apiKeySource", "putRestApiMode", "parameters"]));
    const counts = {
        operation: operations.length - keyless.length,
        preflight: preflights.length,
        exempt: exempt.length,
    };
    return {
        counts: Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0)),
        findings,
    };
}

// A browser sends no custom headers with a preflight, and a mock calls no backend.
const isPreflight = ({ method, integration }: Operation, { exemptOperations }: Settings): boolean =>
    method === "OPTIONS" && integration.type === "mock" && exemptOperations.includes("preflight");

function openOperations(api: Resource, first: Operation, open: readonly Operation[]): Finding {
    const { because, change = keyedSecurity } = first.key.required ? { because: "" } : first.key;
    const others = open.slice(1, 4).map(({ method, path }) => `${method} ${path}`);
    const rest = open.length > 4 ? [...others, `${open.length - 4} more`] : others;
    return finding(api, {
        actual: `${first.method} ${first.path} can be called without a key: ${because}${rest.length > 0 ? `; so can ${rest.join(", ")}` : ""}`,
        expected,
        change: change(open.length === 1 ? "the operation" : "each of them"),
    });
}

const keyedSecurity = (where: string): string =>
    `write security: [{"api_key": []}] on ${where} (API Gateway ignores the document's root), with api_key as { "type": "apiKey", "in": "header", "name": "x-api-key" }`;

function keySource(api: Resource, body: ApiBody | undefined): Finding[] {
    const own = readString(api.props, "apiKeySource");
    if (own.state === "unknown") return [unknownValueFinding(api, own)];
    const source = own.state === "absent" ? body?.keySource : (knownValue(own) ?? describeReading(own));
    if (source === undefined || source === "HEADER") return [];
    return [
        finding(api, {
            actual: `${own.state === "absent" ? "x-amazon-apigateway-api-key-source" : "apiKeySource"} is "${source}", so an authorizer's code decides which key counts`,
            expected: "keys that clients send in the header x-api-key",
            change: 'set apiKeySource to "HEADER"',
        }),
    ];
}

// Merging keeps operations of an earlier definition, so the served API may have more operations than this body.
function mode(api: Resource): Finding[] {
    // `parameters` are those of the import request, one of which is the mode.
    const reading = [["parameters", "mode"], ["putRestApiMode"]]
        .map((path) => readString(api.props, ...path))
        .find((own) => own.state !== "absent" && knownValue(own) !== "overwrite");
    if (reading === undefined) return [];
    if (reading.state === "unknown") return [unknownValueFinding(api, reading)];
    return [
        finding(api, {
            actual: `${pathText(reading.path)} is ${describeReading(reading)}, which keeps operations that the body does not show`,
            expected: 'the mode "overwrite"',
            change: `remove ${pathText(reading.path)}`,
        }),
    ];
}

const secondBody = (put: Resource): Finding =>
    finding(put, {
        actual: "it overwrites the definition of the API, in an unknown order",
        expected: "one definition for each API",
        change: "move its body into the RestApi's own body",
    });
