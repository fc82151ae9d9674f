import { countedResult, emptyResult, type RuleResult } from "../../contract/result";
import type { Settings } from "../../contract/settings";
import { apisOf } from "../../gateway/api-references";
import { integrationOf, methodsWith } from "../../gateway/methods";
import { type Finding, finding } from "../../reading/finding";
import { ignoredChanges } from "../../reading/ignored-changes";
import type { Resource, Stack } from "../../reading/resource";
import { knownValue, read, readString } from "../../reading/value";
import { keyRequired } from "./key-on-every-operation";

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
    if (!(isElsewhere || isOverBody) || methodsWith(stack, integration).length > 0) return [];
    return [
        finding(integration, {
            actual: "it belongs to no Method of this stack, so it replaces an integration that was checked in a body, or one of another program",
            expected: "integrations in the RestApi's own body, or each beside its Method",
            change: "move it into the body's x-amazon-apigateway-integration",
        }),
    ];
}
