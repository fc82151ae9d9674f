import type { StackPolicy } from "../../contract/policy";
import { combineResults, sharedCheck, uncountedResult } from "../../contract/result";
import { onTranslated } from "../../contract/translated-checks";
import { distributionTypes } from "../../gateway/edge";
import { type Gateway, type GatewayStage, gatewayOf, type Plan, type PlanKey } from "../../gateway/graph";
import { httpApisOf } from "../../gateway/http-api";
import { apiComponentTypes, openComponent, openComponents } from "../../gateway/open-component";
import { stageName } from "../../gateway/stage-name";
import { deploymentTypes, integrationTypes, methodTypes, newerDeploymentTypes } from "../../gateway/types";
import { followingFinding, unresolvedFinding } from "../../gateway/unresolved";
import { isTranslatable, isTranslated } from "../../reading/cloudformation/translation";
import { type Finding, finding, ofTier, unknownValueFinding } from "../../reading/finding";
import { ignoredChanges } from "../../reading/ignored-changes";
import { dependenciesOf } from "../../reading/references";
import type { Resource, Stack } from "../../reading/resource";
import { describeReading, knownValue, readBoolean, readString } from "../../reading/value";
import { checkEdgeCache } from "./edge-keys";
import { checkHttpApi } from "./http-api";
import { keyOnEveryOperation } from "./key-on-every-operation";
import { checkDeployment, checkOptions, checkReplacement, checkServed, isKeyless } from "./methods-and-deployments";
import { checkNewerDeployment, checkNewerPart, checkWebSockets, newerPartTypes } from "./newer-api";

/**
 * R4 for the whole stack: every stage is in a plan, every plan has an enabled key, every key is in a plan, and no cache in
 * front of a stage answers without a key.
 */
export const usagePlans: StackPolicy = {
    name: "r4-usage-plans",
    ruleId: "R4",
    tier: "gateway",
    scope: "stack",
    displayName: "Keys reach every stage through a plan",
    description: "Every stage is in a usage plan with an enabled key, and nothing in front of it responds without one.",
    severity: "high",
    remediationSteps: "Add the stage to a UsagePlan and attach an enabled ApiKey to it with a UsagePlanKey.",
    tags: ["aws", "apigateway", "authentication"],
    settings: ["exemptOperations"],
    check: sharedCheck(
        onTranslated((stack, settings) => {
            const gateway = gatewayOf(stack);
            const onlyInState = stack.resources.filter(
                (resource) =>
                    !resource.declared && !isTranslatable(resource.type) && keyOnEveryOperation.applies(resource.type),
            );
            return combineResults([
                ...onlyInState.map((resource) => keyOnEveryOperation.check(resource, settings)),
                ...stack
                    .ofType(deploymentTypes)
                    // CloudFormation replaces a deployment only under a new logical id, which no preview shows.
                    .filter((each) => !isTranslated(each))
                    .map((each) => uncountedResult(ofTier("network", checkDeployment(stack, each)))),
                ...stack
                    .ofType(newerDeploymentTypes)
                    .filter((each) => !isTranslated(each))
                    .map((each) => uncountedResult(ofTier("network", checkNewerDeployment(stack, each)))),
                ...stack.ofType(newerPartTypes).map((each) => uncountedResult(checkNewerPart(stack, each))),
                ...stack.ofType(methodTypes).map((method) => checkOptions(stack, method, settings)),
                ...stack.ofType(integrationTypes).map((each) => uncountedResult(checkReplacement(stack, each))),
                ...gateway.stages.map((stage) => uncountedResult(checkStage(stack, stage, gateway.plans))),
                ...gateway.stages.map((stage) => uncountedResult(checkServed(stack, stage))),
                ...gateway.stages.flatMap(({ kept }) => kept.map((api) => keyOnEveryOperation.check(api, settings))),
                ...gateway.plans.map((plan) => uncountedResult(checkPlan(stack, plan, gateway.planKeys))),
                ...gateway.planKeys.map((planKey) => uncountedResult(checkPlanKey(planKey))),
                ...gateway.keys.map((key) => uncountedResult(checkKey(key, gateway))),
                ...stack.ofType(distributionTypes).map((each) => checkEdgeCache(stack, each)),
                uncountedResult(checkWebSockets(stack, gateway.plans, openPlans(stack, gateway.plans))),
                ...httpApisOf(stack).map((api) => checkHttpApi(stack, api, settings)),
                uncountedResult(openComponents(stack).map(openComponent)),
            ]);
        }),
    ),
};

/** R4 for deployments that may keep serving what the program no longer declares. */
export const deployments: StackPolicy = {
    ...usagePlans,
    name: "r4-deployments",
    tier: "network",
    displayName: "Deployments follow what they deploy",
    description: "Every change of an API's operations makes a new deployment.",
    severity: "medium",
    remediationSteps: "Set triggers to a digest of the body or of all methods.",
};

/** R4 for code that checks the keys of clients, or gives them to API Gateway. */
export const authorizerKeys: StackPolicy = {
    ...usagePlans,
    name: "r4-authorizer-keys",
    tier: "review",
    displayName: "Authorizers accept only keys of clients",
    description: "Every key that an authorizer accepts or returns is valid, and the client's own.",
    severity: "medium",
    remediationSteps: "Review the code of the authorizer.",
};

function checkStage(stack: Stack, { resource, apis }: GatewayStage, plans: readonly Plan[]): Finding[] {
    if (plans.some(({ stages }) => stages.includes(resource))) return [];
    // If no operation demands a key, those are reported, and a plan would change nothing.
    if (apis.length > 0 && apis.every((api) => isKeyless(stack, api))) return [];
    const [cause] = openPlans(stack, plans);
    return [
        followingFinding(cause, resource, {
            actual: `stage "${stageName(resource) ?? resource.name}" is in no usage plan, and without one no key gives access to it and no client is limited`,
            expected: "a usage plan for every stage",
            change: "add { apiId, stage } of this stage to apiStages of a UsagePlan",
        }),
    ];
}

const openPlans = (stack: Stack, plans: readonly Plan[]): Finding[] =>
    plans.filter(({ stages }) => stages.length === 0).map((plan) => unresolvedStages(stack, plan));

function unresolvedStages(stack: Stack, { resource }: Plan): Finding {
    const reason = {
        actual: "apiStages does not resolve to a Stage of this stack",
        expected: "a plan for a stage that this program declares",
        change: "set apiStages[].apiId and apiStages[].stage from the Stage resource",
    };
    const open = openComponents(stack);
    const [component] = dependenciesOf(stack, resource, "apiStages", apiComponentTypes).filter((each) =>
        open.includes(each),
    );
    return component
        ? followingFinding(openComponent(component), resource, reason)
        : unresolvedFinding(resource, "apiStages", reason);
}

function checkPlan(stack: Stack, plan: Plan, planKeys: readonly PlanKey[]): Finding[] {
    const { resource, stages } = plan;
    if (stages.length === 0) return [unresolvedStages(stack, plan)];
    const attached = planKeys.filter(({ plans }) => plans.includes(resource));
    const unknown = attached
        .flatMap(({ keys }) => keys)
        .find((key) => readBoolean(key.props, "enabled").state === "unknown");
    if (attached.some(({ keys }) => keys.some(isEnabled))) return ignoredChanges(resource, ["apiStages"]);
    if (unknown) return [unknownValueFinding(unknown, readBoolean(unknown.props, "enabled"))];
    const [cause] = planKeys
        .filter(({ keys, plans }) => plans.length === 0 || (plans.includes(resource) && keys.length === 0))
        .flatMap(unresolvedPlanKey);
    return [
        followingFinding(cause, resource, {
            actual:
                attached.length === 0 ? "no key is attached to it" : "none of its keys is an enabled key of this stack",
            expected: "a plan with at least one enabled key",
            change: "attach an enabled ApiKey with a UsagePlanKey, or remove the plan",
        }),
    ];
}

const unresolvedPlanKey = ({ resource, keys, plans }: PlanKey): Finding[] => {
    if (plans.length === 0) return [unlinked(resource, "usagePlanId", "UsagePlan")];
    return keys.length === 0 ? [unlinked(resource, "keyId", "ApiKey")] : [];
};

function checkPlanKey(planKey: PlanKey): Finding[] {
    const { resource } = planKey;
    const unresolved = unresolvedPlanKey(planKey);
    if (unresolved.length > 0) return unresolved;
    const type = readString(resource.props, "keyType");
    if (type.state === "unknown") return [unknownValueFinding(resource, type)];
    if (knownValue(type) === "API_KEY") return ignoredChanges(resource, ["keyId", "keyType", "usagePlanId"]);
    return [
        finding(resource, {
            actual: `keyType is ${describeReading(type)}`,
            expected: 'the type "API_KEY"',
            change: 'set keyType to "API_KEY"',
        }),
    ];
}

function checkKey(key: Resource, { planKeys }: Gateway): Finding[] {
    if (planKeys.some(({ keys }) => keys.includes(key))) return ignoredChanges(key, ["enabled"]);
    const [cause] = planKeys.filter(({ keys }) => keys.length === 0).flatMap(unresolvedPlanKey);
    return [
        followingFinding(cause, key, {
            actual: "it is in no usage plan of this stack, so it is not limited",
            expected: "every key in a usage plan",
            change: "add a UsagePlanKey for it, or remove it",
        }),
    ];
}

const unlinked = (planKey: Resource, property: string, kind: string): Finding =>
    unresolvedFinding(planKey, property, {
        actual: `${property} does not resolve to any ${kind} of this stack`,
        expected: `the id of one of this program's ${kind} resources`,
        change: `set ${property} from the ${kind} resource`,
    });

// Keys are enabled by default.
function isEnabled(key: Resource): boolean {
    const enabled = readBoolean(key.props, "enabled");
    return enabled.state === "absent" || knownValue(enabled) === true;
}
