import { parseCidr } from "../../../../stacks/settings/cidr";
import { databaseSubnets } from "../../resources/databases";
import { contains, overlap } from "../../resources/network/blocks";
import type { Rejection } from "../../resources/rejection";
import type { Cloud } from "../../state/cloud";
import { elementsOf, mapOf, type PropertyMap, type PropertyValue, text } from "../../state/property-values";
import { vpcBlocksOf } from "./vpc-blocks";

const subnetType = "aws:ec2/subnet:Subnet";

/** Properties that name the subnets in which a resource has network interfaces. */
const interfaces: readonly [
    type: string,
    subnetsOf: (inputs: PropertyMap, cloud: Cloud) => readonly PropertyValue[],
][] = [
    ["aws:ec2/natGateway:NatGateway", ({ subnetId = null }) => [subnetId]],
    ["aws:eks/cluster:Cluster", ({ vpcConfig }) => elementsOf(mapOf(vpcConfig).subnetIds)],
    ["aws:eks/nodeGroup:NodeGroup", ({ subnetIds }) => elementsOf(subnetIds)],
    ["aws:lb/loadBalancer:LoadBalancer", ({ subnets }) => elementsOf(subnets)],
    ["aws:alb/loadBalancer:LoadBalancer", ({ subnets }) => elementsOf(subnets)],
    ["aws:ecs/service:Service", ({ networkConfiguration }) => elementsOf(mapOf(networkConfiguration).subnets)],
    ["aws:autoscaling/group:Group", ({ vpcZoneIdentifiers }) => elementsOf(vpcZoneIdentifiers)],
    ["aws:apigatewayv2/vpcLink:VpcLink", ({ subnetIds }) => elementsOf(subnetIds)],
    ["aws:ec2/vpcEndpoint:VpcEndpoint", ({ subnetIds }) => elementsOf(subnetIds)],
    ["aws:ec2/instance:Instance", ({ subnetId = null }) => [subnetId]],
    ["aws:lambda/function:Function", ({ vpcConfig }) => elementsOf(mapOf(vpcConfig).subnetIds)],
    ["aws:rds/instance:Instance", databaseSubnets],
];

/** Calls that EC2 and EKS reject because of the subnets of a VPC. */
export const subnets: readonly Rejection[] = [
    {
        what: "a subnet that overlaps another one of its VPC",
        type: subnetType,
        on: ["create"],
        source: "pulumi/pulumi-awsx#520, aws/aws-cdk#6683",
        verbatim: true,
        reject: ({ properties }, cloud) => {
            const block = text(properties.cidrBlock);
            const overlaps = cloud.store
                .ofType(subnetType)
                .filter(({ inputs }) => text(inputs.vpcId) === text(properties.vpcId))
                .some(({ inputs }) => overlap(block, text(inputs.cidrBlock)));
            if (!overlaps) return undefined;
            return `InvalidSubnet.Conflict: The CIDR '${block}' conflicts with another subnet`;
        },
    },
    {
        what: "a subnet outside the blocks of its VPC",
        type: subnetType,
        on: ["create"],
        source: "pulumi/pulumi-awsx#111",
        verbatim: true,
        reject: ({ properties }, cloud) => {
            const [block, blocks] = [text(properties.cidrBlock), vpcBlocksOf(text(properties.vpcId), cloud)];
            const isInside = blocks.length === 0 || blocks.some((own) => contains(own, block));
            if (isInside || parseCidr(block) === undefined) return undefined;
            return `InvalidSubnet.Range: The CIDR '${block}' is invalid.`;
        },
    },
    {
        what: "deleting a subnet with network interfaces in it: those of a NAT gateway, a cluster or its nodes, tasks, machines, a load balancer, a VPC link, an endpoint, a function or a database",
        type: subnetType,
        on: ["delete"],
        source: "hashicorp/terraform#31658, hashicorp/terraform-provider-aws#9495",
        verbatim: true,
        retried: true,
        reject: ({ id = "" }, cloud) =>
            interfaces.some(([type, subnetsOf]) =>
                cloud.store.ofType(type).some(({ inputs }) => subnetsOf(inputs, cloud).some((own) => text(own) === id)),
            )
                ? `DependencyViolation: The subnet '${id}' has dependencies and cannot be deleted.`
                : undefined,
    },
    {
        what: "a cluster whose subnets are in other zones than those in which it was created",
        type: "aws:eks/cluster:Cluster",
        on: ["update"],
        source: "aws/containers-roadmap#2258; docs.aws.amazon.com/eks/latest/userguide/network-reqs.html",
        verbatim: true,
        reject: ({ properties, id = "" }, cloud) => {
            const now = zonesOf(cloud.store.find("aws:eks/cluster:Cluster", id)?.inputs ?? {}, cloud);
            const wanted = zonesOf(properties, cloud);
            if (now.length === 0 || now.join() === wanted.join()) return undefined;
            return `InvalidParameterException: Provided subnets belong to the AZs '${wanted.join()}'. But they should belong to the exact set of AZs '${now.join()}' in which subnets were provided during cluster creation.`;
        },
    },
];

// The zones of the subnets of a cluster, by name and sorted.
function zonesOf({ vpcConfig }: PropertyMap, cloud: Cloud): string[] {
    const ids = elementsOf(mapOf(vpcConfig).subnetIds).map(text);
    const zones = cloud.store
        .ofType(subnetType)
        .filter(({ id }) => ids.includes(id))
        .map(({ inputs }) => text(inputs.availabilityZone));
    return [...new Set(zones)].sort();
}
