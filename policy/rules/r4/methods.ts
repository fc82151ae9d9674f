import { countedResult, emptyResult, type RuleResult } from "../../contract/result";
import type { Settings } from "../../contract/settings";
import { definitionOf } from "../../gateway/api";
import { apisOf } from "../../gateway/api-references";
import { integrationOf, methodsOf, methodsWith } from "../../gateway/methods";
import { type Finding, finding, unknownValueFinding } from "../../reading/finding";
import { ignoredChanges } from "../../reading/ignored-changes";
import type { Resource, Stack } from "../../reading/resource";
import { describeReading, knownValue, read, readBoolean, readString } from "../../reading/value";

/** Checks that a Method requires a key; OPTIONS may be a preflight, which r4-usage-plans joins with its integration. */
export function checkMethod(method: Resource): RuleResult {
    const verb = readString(method.props, "httpMethod");
    if (verb.state === "known" && verb.value.toUpperCase() === "OPTIONS") return emptyResult;
    return countedResult("operation", keyRequired(method));
}

function keyRequired(method: Resource): Finding[] {
    const required = readBoolean(method.props, "apiKeyRequired");
    if (required.state === "unknown") return [unknownValueFinding(method, required)];
    if (knownValue(required)) return ignoredChanges(method, ["apiKeyRequired", "httpMethod"]);
    return [
        finding(method, {
            actual: `apiKeyRequired is ${describeReading(required)}, so it can be called without a key`,
            expected: "a method that requires a key",
            change: "set apiKeyRequired to true",
        }),
    ];
}

/** Checks an OPTIONS method: with a mock integration it is a preflight, otherwise it has to require a key. */
export function checkOptions(stack: Stack, method: Resource, { exemptOperations }: Settings): RuleResult {
    const verb = readString(method.props, "httpMethod");
    if (verb.state !== "known" || verb.value.toUpperCase() !== "OPTIONS") return emptyResult;
    const integration = integrationOf(stack, method);
    const type = knownValue(readString(integration?.props ?? {}, "type"))?.toLowerCase();
    if (!integration || type !== "mock" || !exemptOperations.includes("preflight"))
        return countedResult("operation", keyRequired(method));
    // The type is checked by r1-private-backend.
    return countedResult("preflight", [
        ...ignoredChanges(method, ["httpMethod", "resourceId", "restApi"]),
        ...ignoredChanges(integration, ["httpMethod", "resourceId", "restApi"]),
    ]);
}

/**
 * Reports an Integration without a Method of this stack. It replaces the integration of an existing operation, and with
 * it what was checked in the body, such as a preflight's mock or a cache key
 * (docs.aws.amazon.com/apigateway/latest/api/API_PutIntegration.html).
 */
export function checkReplacement(stack: Stack, integration: Resource): Finding[] {
    const apis = apisOf(stack, integration);
    const isElsewhere = apis.length === 0 && read(integration.props, "restApi").state !== "absent";
    const isOverBody = apis.some((api) => read(api.props, "body").state !== "absent");
    if (!(isElsewhere || isOverBody)) return [];
    const verb = readString(integration.props, "httpMethod");
    if (verb.state === "unknown") return [unknownValueFinding(integration, verb)];
    if (methodsWith(stack, integration).length > 0) return [];
    return [
        finding(integration, {
            actual: "it belongs to no Method of this stack, so it replaces an integration that was checked in a body, or one of another program",
            expected: "integrations in the RestApi's own body, or each beside its Method",
            change: "move it into the body's x-amazon-apigateway-integration",
        }),
    ];
}

/** Whether an API has operations, and none of them may demand a key. */
export function isKeyless(stack: Stack, api: Resource): boolean {
    const definition = definitionOf(api);
    if (definition.state === "unknown" || definition.state === "unreadable") return false;
    const ofBody = definition.state === "body" ? definition.body.operations.map(({ key }) => key.required) : [];
    const ofMethods = methodsOf(stack, api).map(({ resource }) => {
        const required = readBoolean(resource.props, "apiKeyRequired");
        return required.state === "unknown" || knownValue(required) === true;
    });
    const demands = [...ofBody, ...ofMethods];
    return demands.length > 0 && !demands.includes(true);
}
