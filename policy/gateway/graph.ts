import { memoised } from "../reading/memo";
import { resolveReference } from "../reading/references";
import type { Resource, Stack } from "../reading/resource";
import { readString } from "../reading/value";
import { apisOf } from "./api-references";
import { stagesOfPlan } from "./plan-stages";
import { settingsPath } from "./settings-path";
import { definitionsOf, deploymentsOf, snapshotOf } from "./snapshots";
import { stageName } from "./stage-name";
import { apiTypes, deploymentTypes, keyTypes, planKeyTypes, planTypes, settingsTypes, stageTypes } from "./types";

/** A MethodSettings resource with its path and stages. */
export interface MethodSettings {
    readonly resource: Resource;
    /** Normalised `methodPath`; undefined if it cannot be determined. */
    readonly path?: string;
    /** Stages that it applies to; empty if no reference resolves. */
    readonly stages: readonly Resource[];
}

/** A stage with its APIs and method settings. */
export interface GatewayStage {
    readonly resource: Resource;
    /** RestApis that it belongs to; empty if no reference resolves. */
    readonly apis: readonly Resource[];
    /** Definitions that it serves. Those of earlier snapshots are RestApis with the bodies of these, and in `kept` too. */
    readonly served: readonly Resource[];
    readonly kept: readonly Resource[];
    readonly settings: readonly MethodSettings[];
}

/** An attachment of a key to a usage plan. */
export interface PlanKey {
    readonly resource: Resource;
    readonly keys: readonly Resource[];
    readonly plans: readonly Resource[];
}

/** A usage plan and the stages that it covers. */
export interface Plan {
    readonly resource: Resource;
    readonly stages: readonly Resource[];
}

/** The API Gateway resources of a stack, with their references resolved. */
export interface Gateway {
    readonly apis: readonly Resource[];
    readonly stages: readonly GatewayStage[];
    readonly settings: readonly MethodSettings[];
    /** Deployments that no stage of the stack serves, but those that are kept so that a stage can return to them. */
    readonly unservedDeployments: readonly Resource[];
    readonly plans: readonly Plan[];
    readonly keys: readonly Resource[];
    readonly planKeys: readonly PlanKey[];
}

/** Resolves the references between API Gateway resources, once for all rules of a run. */
export const gatewayOf = memoised((stack: Stack): Gateway => {
    const stages = stack.ofType(stageTypes);
    const settings = stack.ofType(settingsTypes).map((resource) => methodSettings(stack, resource));
    const shown = new Set(stages.flatMap((stage) => deploymentsOf(stack, stage)));
    return {
        apis: stack.ofType(apiTypes),
        stages: stages.map((resource) => {
            const apis = apisOf(stack, resource);
            const own = settings.filter((entry) => entry.stages.includes(resource));
            return { resource, apis, ...definitionsOf(stack, resource, apis), settings: own };
        }),
        settings,
        unservedDeployments: stack
            .ofType(deploymentTypes)
            .filter((deployment) => !shown.has(deployment) && snapshotOf(stack, deployment) === undefined),
        plans: stack.ofType(planTypes).map((resource) => ({ resource, stages: stagesOfPlan(stack, resource) })),
        keys: stack.ofType(keyTypes),
        planKeys: stack.ofType(planKeyTypes).map((resource) => ({
            resource,
            keys: resolveReference(stack, resource, "keyId", keyTypes),
            plans: resolveReference(stack, resource, "usagePlanId", planTypes),
        })),
    };
});

function methodSettings(stack: Stack, resource: Resource): MethodSettings {
    const path = settingsPath(stack, resource);
    const apis = apisOf(stack, resource);
    const stages = resolveReference(stack, resource, "stageName", stageTypes, stageName).filter((stage) => {
        const ofStage = apisOf(stack, stage);
        return ofStage.length === 0 || ofStage.some((api) => apis.includes(api));
    });
    // An unknown name that depends on several stages is the name of only one of them.
    const ambiguous = readString(resource.props, "stageName").state === "unknown" && stages.length > 1;
    return {
        resource,
        stages: ambiguous ? [] : stages,
        ...(path !== undefined && { path }),
    };
}
