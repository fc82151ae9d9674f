import type { Rejection } from "../../resources/rejection";
import type { Cloud } from "../../state/cloud";
import { listOf, type PropertyMap, text } from "../../state/property-values";
import { deployedOperations } from "./deployed-body";

const planType = "aws:apigateway/usagePlan:UsagePlan";
// API Gateway quotas, "Method level throttles per stage in a usage plan".
const maxThrottles = 20;

/** Limits of methods in usage plans that API Gateway rejects, or that have no effect. */
export const planThrottles: readonly Rejection[] = [
    {
        what: "a usage plan with more than 20 limits of methods for one stage",
        type: planType,
        on: ["create", "update"],
        source: "docs.aws.amazon.com/apigateway/latest/developerguide/limits.html",
        verbatim: false,
        atPreview: true,
        reject: ({ properties }) => {
            const count = Math.max(0, ...listOf(properties.apiStages).map((stage) => listOf(stage.throttles).length));
            return count > maxThrottles
                ? `LimitExceededException: ${count} method throttles for a stage of a usage plan, which has ${maxThrottles} at most`
                : undefined;
        },
    },
    {
        what:
            "a usage plan with a limit of a method that the stage's API lacks (AWS may accept it without effect; the simulation " +
            "rejects it)",
        type: planType,
        on: ["create", "update"],
        source: "docs.aws.amazon.com/apigateway/latest/api/API_UpdateUsagePlan.html",
        verbatim: false,
        reject: ({ properties }, cloud) => {
            const unknown = listOf(properties.apiStages).flatMap((stage) => unknownPaths(stage, cloud))[0];
            return unknown === undefined
                ? undefined
                : `BadRequestException: the stage has no method "${unknown}"; want a path such as /books/{id}/GET`;
        },
    },
];

function unknownPaths(planStage: PropertyMap, cloud: Cloud): string[] {
    const stage = cloud.store
        .ofType("aws:apigateway/stage:Stage")
        .map(({ outputs }) => outputs)
        .find(
            ({ restApi, stageName }) =>
                text(restApi) === text(planStage.apiId) && text(stageName) === text(planStage.stage),
        );
    const operations = deployedOperations(cloud, stage?.deployment);
    if (operations.length === 0) return [];
    const known = operations.map(({ path, method }) => `${path}/${method}`);
    return listOf(planStage.throttles)
        .map(({ path = null }) => text(path))
        .filter((path) => !known.includes(path));
}
