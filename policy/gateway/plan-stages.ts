import { dependenciesOf, idOf } from "../reading/references";
import type { Plain, Resource, Stack } from "../reading/resource";
import { knownValue, readList, readString } from "../reading/value";
import { apisOfStage, apisThroughParts } from "./api-references";
import { stageName } from "./stage-name";
import { apiTypes, newerApiTypes, newerStageTypes, stageTypes } from "./types";

// A plan may cover stages of REST and of WebSocket APIs: aws-cdk-lib, aws_apigatewayv2.UsagePlan.
const coveredTypes: ReadonlySet<string> = new Set([...stageTypes, ...newerStageTypes]);
const anyApiTypes: ReadonlySet<string> = new Set([...apiTypes, ...newerApiTypes]);

/**
 * Stages that a usage plan covers. Each entry of the plan names one stage, but dependencies are known only for the
 * whole list.
 */
export function stagesOfPlan(stack: Stack, plan: Resource): Resource[] {
    const depended = dependenciesOf(stack, plan, "apiStages", coveredTypes);
    const entries = readList(plan.props, "apiStages");
    if (entries.state === "unknown") return [...depended];
    if (entries.state !== "known") return [];
    const unnamed = entries.value.filter((entry) => readString(entry, "stage").state === "unknown").length;
    const named = namedStages(stack, plan, entries.value);
    const open = depended.filter((stage) => !named.includes(stage));
    // With fewer unknown entries than candidates, one stage is left out and cannot be identified, so none of them
    // counts.
    return open.length <= unnamed ? [...named, ...open] : named;
}

function namedStages(stack: Stack, plan: Resource, entries: readonly Plain[]): Resource[] {
    const apis = sourcesOf(stack, plan);
    return stack.ofType(coveredTypes).filter((stage) => {
        const named = entries.filter((entry) => isName(entry, stage));
        if (named.some((entry) => isOfApi(stack, entry, stage))) return true;
        const open = named.filter((entry) => readString(entry, "apiId").state !== "known").length;
        const alike = stack
            .ofType(coveredTypes)
            .filter((other) => stageName(other) === stageName(stage))
            .filter((other) => !entries.some((entry) => isName(entry, other) && isOfApi(stack, entry, other)))
            .filter((other) => apisOfStage(stack, other).some((api) => apis.includes(api)));
        // Stages of the same name in different APIs need one entry each.
        return alike.includes(stage) && alike.length <= open;
    });
}

const isName = (entry: Plain, stage: Resource): boolean => {
    const name = knownValue(readString(entry, "stage"));
    return name !== undefined && name === stageName(stage);
};

function isOfApi(stack: Stack, entry: Plain, stage: Resource): boolean {
    const apiId = knownValue(readString(entry, "apiId"));
    return apiId !== undefined && apisOfStage(stack, stage).some((api) => idOf(api) === apiId);
}

// A plan that names an API may take stage names from anywhere; otherwise the API comes from the parts that it depends
// on.
function sourcesOf(stack: Stack, plan: Resource): readonly Resource[] {
    const apis = dependenciesOf(stack, plan, "apiStages", anyApiTypes);
    return apis.length > 0 ? apis : apisThroughParts(stack, plan, "apiStages");
}
