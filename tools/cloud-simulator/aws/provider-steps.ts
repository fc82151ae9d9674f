import type { Described, Identity, World } from "../world/world";

/**
 * What the AWS provider does by itself before it deletes a resource: it takes the stages off a usage plan, because AWS
 * would refuse otherwise (hashicorp/terraform-provider-aws, internal/service/apigateway/usage_plan.go).
 */
export function stepsBeforeDeletion({ type }: Identity, { id }: Described, world: World): void {
    if (type !== "aws:apigateway/usagePlan:UsagePlan") return;
    const plan = world.estate.find(type, id);
    if (plan) world.estate.put({ ...plan, outputs: { ...plan.outputs, apiStages: [] } });
}
