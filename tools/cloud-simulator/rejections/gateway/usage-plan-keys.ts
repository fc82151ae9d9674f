import type { Rejection } from "../../resources/rejection";
import type { Cloud } from "../../state/cloud";
import { listOf, type PropertyMap, text } from "../../state/property-values";

const planType = "aws:apigateway/usagePlan:UsagePlan";
const keyType = "aws:apigateway/usagePlanKey:UsagePlanKey";

/** Calls that would add an API key to two usage plans of one stage, which does not tell which of their limits apply. */
export const usagePlanKeys: readonly Rejection[] = [
    {
        what: "an API key in two usage plans that cover the same stage",
        type: keyType,
        on: ["create"],
        source: "aws/aws-cdk#11876; docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-usage-plans.html",
        verbatim: true,
        reject: ({ properties }, cloud) => {
            const key = text(properties.keyId);
            const planId = text(properties.usagePlanId);
            const stages = stagesOf(cloud.store.find(planType, planId)?.inputs);
            return plansOfKey(key, cloud).some((other) => other !== planId && sharesStage(other, stages, cloud))
                ? conflict(planId, key)
                : undefined;
        },
    },
    {
        what: "a usage plan that gets a stage which another plan of one of its keys covers",
        type: planType,
        on: ["update"],
        source: "docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-usage-plans.html",
        verbatim: false,
        reject: ({ properties, id = "" }, cloud) => {
            const stages = stagesOf(properties);
            const key = keysOfPlan(id, cloud).find((own) =>
                plansOfKey(own, cloud).some((other) => other !== id && sharesStage(other, stages, cloud)),
            );
            return key && conflict(id, key);
        },
    },
];

function conflict(plan: string, key: string): string {
    return `ConflictException: Usage Plan ${plan} cannot be added because API Key ${key} cannot reference multiple Usage Plans with the same API Stage`;
}

function plansOfKey(key: string, cloud: Cloud): string[] {
    return associations(cloud).flatMap(({ keyId, usagePlanId }) => (text(keyId) === key ? [text(usagePlanId)] : []));
}

function keysOfPlan(plan: string, cloud: Cloud): string[] {
    return associations(cloud).flatMap(({ keyId, usagePlanId }) => (text(usagePlanId) === plan ? [text(keyId)] : []));
}

function associations(cloud: Cloud): PropertyMap[] {
    return cloud.store.ofType(keyType).map(({ inputs }) => inputs);
}

function sharesStage(plan: string, stages: readonly string[], cloud: Cloud): boolean {
    return stagesOf(cloud.store.find(planType, plan)?.inputs).some((stage) => stages.includes(stage));
}

function stagesOf(plan: PropertyMap = {}): string[] {
    return listOf(plan.apiStages).map(({ apiId, stage }) => `${text(apiId)}:${text(stage)}`);
}
