import type { Cloud, Described, Identity } from "../state/cloud";

/**
 * What the AWS provider does by itself before it deletes a resource: it takes the stages off a usage plan, because AWS
 * would refuse otherwise (hashicorp/terraform-provider-aws, internal/service/apigateway/usage_plan.go).
 */
export function stepsBeforeDeletion({ type }: Identity, { id }: Described, cloud: Cloud): void {
    if (type !== "aws:apigateway/usagePlan:UsagePlan") return;
    const plan = cloud.store.find(type, id);
    if (plan) cloud.store.put({ ...plan, outputs: { ...plan.outputs, apiStages: [] } });
}
