import type { Described, World } from "../model";
import { isMap, type PropertyMap, plain } from "../property-values";
import { loadBalancers } from "./load-balancer-invokes";

/** What AWS refuses for a type of resource, in its own words where they are known. */
export interface Refusal {
    /** Why a resource cannot be made; undefined if it can. */
    create?(inputs: PropertyMap, world: World): string | undefined;
    /** Why a resource cannot be deleted; undefined if it can. */
    remove?(before: Described, world: World): string | undefined;
}

/** Refusals that decide whether `pulumi up` and `pulumi destroy` keep the right order, by type. */
export const awsRefusals: Readonly<Record<string, Refusal>> = {
    "aws:apigateway/vpcLink:VpcLink": {
        create: (inputs, world) => {
            const target = plain(inputs.targetArn ?? null);
            const exists = loadBalancers(world).some(({ arn }) => arn === target);
            return exists ? undefined : `BadRequestException: there is no load balancer "${String(target)}"`;
        },
    },
    "aws:apigateway/stage:Stage": {
        create: (inputs, world) => {
            const deployment = world.estate.find("aws:apigateway/deployment:Deployment", String(inputs.deployment));
            return deployment
                ? undefined
                : `BadRequestException: there is no deployment "${String(inputs.deployment)}"`;
        },
    },
    "aws:apigateway/usagePlan:UsagePlan": {
        create: (inputs, world) => {
            const missing = listOf(inputs.apiStages).find(({ apiId, stage }) => !hasStage(world, apiId, stage));
            return (
                missing && `BadRequestException: API Stage not found: ${String(missing.apiId)}:${String(missing.stage)}`
            );
        },
    },
    // pulumi/pulumi#10662
    "aws:apigateway/deployment:Deployment": {
        remove: ({ id }, world) => {
            const stages = world.estate.ofType("aws:apigateway/stage:Stage");
            if (!stages.some(({ outputs }) => outputs.deployment === id)) return undefined;
            return "BadRequestException: Active stages pointing to this deployment must be moved or deleted";
        },
    },
    // docs.aws.amazon.com/eks/latest/userguide/deletion-protection.html
    "aws:eks/cluster:Cluster": {
        remove: ({ outputs }) =>
            outputs.deletionProtection === true
                ? "InvalidRequestException: deletion protection is enabled on the cluster"
                : undefined,
    },
};

function hasStage(world: World, apiId: unknown, stage: unknown): boolean {
    return world.estate
        .ofType("aws:apigateway/stage:Stage")
        .some(({ outputs }) => outputs.restApi === apiId && outputs.stageName === stage);
}

function listOf(value: PropertyMap[string] | undefined): PropertyMap[] {
    const bare = plain(value ?? null);
    return Array.isArray(bare) ? bare.filter(isMap) : [];
}
