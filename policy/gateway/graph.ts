import { dependedOn, idOf, link } from "../links";
import type { Plain, Resource, Stack } from "../resource";
import { knownValue, readList, readString } from "../value";
import { normaliseMethodPath } from "./method-path";

/** Type tokens of a REST API. */
export const apiTypes: ReadonlySet<string> = new Set(["aws:apigateway/restApi:RestApi"]);
/** Type tokens of a deployment, the snapshot that a stage serves. */
export const deploymentTypes: ReadonlySet<string> = new Set(["aws:apigateway/deployment:Deployment"]);
/** Type tokens of a stage. */
export const stageTypes: ReadonlySet<string> = new Set(["aws:apigateway/stage:Stage"]);
/** Type tokens of settings of a stage's methods. */
export const settingsTypes: ReadonlySet<string> = new Set(["aws:apigateway/methodSettings:MethodSettings"]);
/** Type tokens of a usage plan. */
export const planTypes: ReadonlySet<string> = new Set(["aws:apigateway/usagePlan:UsagePlan"]);
/** Type tokens of an API key. */
export const keyTypes: ReadonlySet<string> = new Set(["aws:apigateway/apiKey:ApiKey"]);
/** Type tokens of a key's place in a usage plan. */
export const planKeyTypes: ReadonlySet<string> = new Set(["aws:apigateway/usagePlanKey:UsagePlanKey"]);
/** Type tokens of a method that is declared beside a body. */
export const methodTypes: ReadonlySet<string> = new Set(["aws:apigateway/method:Method"]);
/** Type tokens of an integration that is declared beside a body. */
export const integrationTypes: ReadonlySet<string> = new Set(["aws:apigateway/integration:Integration"]);
/** Type tokens of a path that is declared beside a body. */
export const pathTypes: ReadonlySet<string> = new Set(["aws:apigateway/resource:Resource"]);

/** A MethodSettings resource and what it is for. */
export interface MethodSettings {
    readonly resource: Resource;
    /** Normalised `methodPath`; undefined if it is not a known string. */
    readonly path?: string;
    /** Stages that it belongs to; none if nothing in the stack links. */
    readonly stages: readonly Resource[];
}

/** A stage with all that decides what its clients meet. */
export interface GatewayStage {
    readonly resource: Resource;
    /** RestApis that it serves; none if nothing in the stack links. */
    readonly apis: readonly Resource[];
    readonly settings: readonly MethodSettings[];
}

/** An attachment of a key to a plan. */
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

/** API Gateway's resources of a stack, joined. */
export interface Gateway {
    readonly apis: readonly Resource[];
    readonly stages: readonly GatewayStage[];
    readonly settings: readonly MethodSettings[];
    /** Deployments that no stage of the stack shows. */
    readonly unstaged: readonly Resource[];
    readonly plans: readonly Plan[];
    readonly keys: readonly Resource[];
    readonly planKeys: readonly PlanKey[];
}

const memo = new WeakMap<Stack, Gateway>();

/** Joins API Gateway's resources once for all rules of a run. */
export function gatewayOf(stack: Stack): Gateway {
    const before = memo.get(stack);
    if (before) return before;
    const stages = stack.ofType(stageTypes);
    const settings = stack.ofType(settingsTypes).map((resource) => methodSettings(stack, resource));
    const shown = new Set(stages.flatMap((stage) => link(stack, stage, "deployment", deploymentTypes)));
    const gateway: Gateway = {
        apis: stack.ofType(apiTypes),
        stages: stages.map((resource) => ({
            resource,
            apis: link(stack, resource, "restApi", apiTypes),
            settings: settings.filter((entry) => entry.stages.includes(resource)),
        })),
        settings,
        unstaged: stack.ofType(deploymentTypes).filter((deployment) => !shown.has(deployment)),
        plans: stack.ofType(planTypes).map((resource) => ({ resource, stages: plannedStages(stack, resource) })),
        keys: stack.ofType(keyTypes),
        planKeys: stack.ofType(planKeyTypes).map((resource) => ({
            resource,
            keys: link(stack, resource, "keyId", keyTypes),
            plans: link(stack, resource, "usagePlanId", planTypes),
        })),
    };
    memo.set(stack, gateway);
    return gateway;
}

/** A stage's name, if it is a known string. */
export function stageName(stage: Resource): string | undefined {
    return knownValue(readString(stage.props, "stageName"));
}

function methodSettings(stack: Stack, resource: Resource): MethodSettings {
    const path = readString(resource.props, "methodPath");
    const apis = link(stack, resource, "restApi", apiTypes);
    const stages = link(stack, resource, "stageName", stageTypes, stageName).filter((stage) => {
        if (!isNamed(resource.props.stageName, stage)) return false;
        const ofStage = link(stack, stage, "restApi", apiTypes);
        return apis.length === 0 || ofStage.length === 0 || ofStage.some((api) => apis.includes(api));
    });
    return { resource, stages, ...(path.state === "known" && { path: normaliseMethodPath(path.value) }) };
}

// One entry of a plan names one stage; the dependencies of the whole list do not say which entry is for which.
function plannedStages(stack: Stack, plan: Resource): Resource[] {
    const depended = dependedOn(stack, plan, "apiStages", stageTypes);
    const entries = readList(plan.props, "apiStages");
    if (entries.state === "unknown") return [...depended];
    if (entries.state !== "known") return [];
    const names = entries.value.map((entry) => readString(entry, "stage"));
    const unnamed = names.filter((name) => name.state === "unknown").length;
    const candidates = stack.ofType(stageTypes);
    const named = candidates.filter((stage) =>
        entries.value.some((entry) => {
            const name = knownValue(readString(entry, "stage"));
            return name !== undefined && name === stageName(stage) && ofSameApi(stack, plan, entry, stage);
        }),
    );
    const open = depended.filter((stage) => !named.includes(stage));
    // With fewer unknown entries than candidates nobody can say which stage is left out, so none counts.
    return open.length <= unnamed ? [...named, ...open] : named;
}

function ofSameApi(stack: Stack, plan: Resource, entry: Plain, stage: Resource): boolean {
    const apiId = knownValue(readString(entry, "apiId"));
    const ofStage = link(stack, stage, "restApi", apiTypes);
    if (apiId !== undefined) {
        const own = knownValue(readString(stage.props, "restApi"));
        return own === apiId || ofStage.some((api) => idOf(api) === apiId);
    }
    const depended = dependedOn(stack, plan, "apiStages", apiTypes);
    return depended.some((api) => ofStage.includes(api));
}

// A value made from a stage's name need not be that name, so a known value has the last word.
const isNamed = (value: Plain | undefined, stage: Resource): boolean => {
    const name = stageName(stage);
    return typeof value !== "string" || name === undefined || name === value;
};
