import type { Rejection } from "../../resources/rejection";
import type { Cloud } from "../../state/cloud";
import { elementsOf, listOf, mapOf, type PropertyMap, type PropertyValue, text } from "../../state/property-values";

/** Properties that name the security groups of the network interfaces of a resource. */
const interfaces: readonly [type: string, groupsOf: (inputs: PropertyMap) => PropertyValue | undefined][] = [
    ["aws:lb/loadBalancer:LoadBalancer", ({ securityGroups }) => securityGroups],
    ["aws:alb/loadBalancer:LoadBalancer", ({ securityGroups }) => securityGroups],
    ["aws:ecs/service:Service", ({ networkConfiguration }) => mapOf(networkConfiguration).securityGroups],
    ["aws:lambda/function:Function", ({ vpcConfig }) => mapOf(vpcConfig).securityGroupIds],
    ["aws:rds/instance:Instance", ({ vpcSecurityGroupIds }) => vpcSecurityGroupIds],
    ["aws:ec2/vpcEndpoint:VpcEndpoint", ({ securityGroupIds }) => securityGroupIds],
    ["aws:apigatewayv2/vpcLink:VpcLink", ({ securityGroupIds }) => securityGroupIds],
    ["aws:ec2/instance:Instance", ({ vpcSecurityGroupIds }) => vpcSecurityGroupIds],
];

/** Security groups that EC2 does not delete; the provider retries for some minutes. */
export const securityGroups: readonly Rejection[] = [
    {
        what: "deleting a security group that a load balancer, tasks, machines, a function, a database, an endpoint or a VPC link has, or that a rule of another group names",
        type: "aws:ec2/securityGroup:SecurityGroup",
        on: ["delete"],
        source: "hashicorp/terraform-provider-aws#1671",
        verbatim: true,
        retried: true,
        reject: ({ id = "" }, cloud) =>
            usedGroups(cloud).includes(id) ? `DependencyViolation: resource ${id} has a dependent object` : undefined,
    },
];

function usedGroups({ store }: Cloud): string[] {
    const rules = store.ofType(
        "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
        "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
    );
    return [
        ...interfaces.flatMap(([type, groupsOf]) =>
            store.ofType(type).flatMap(({ inputs }) => elementsOf(groupsOf(inputs)).map(text)),
        ),
        ...machineGroups(store),
        ...rules.map(({ inputs }) => text(inputs.referencedSecurityGroupId)),
    ];
}

// Those of the launch templates that an Auto Scaling group has machines from.
function machineGroups(store: Cloud["store"]): string[] {
    const templates = store
        .ofType("aws:autoscaling/group:Group")
        .map(({ inputs }) => text(mapOf(inputs.launchTemplate).id));
    return store
        .ofType("aws:ec2/launchTemplate:LaunchTemplate")
        .filter(({ id }) => templates.includes(id))
        .flatMap(({ inputs }) => [
            ...elementsOf(inputs.vpcSecurityGroupIds),
            ...listOf(inputs.networkInterfaces).flatMap(({ securityGroups }) => elementsOf(securityGroups)),
        ])
        .map(text);
}
