import type { Rejection } from "../../resources/rejection";
import type { Cloud } from "../../state/cloud";
import { elementsOf, hasUnknowns, listOf, type PropertyMap, text } from "../../state/property-values";

const modules = ["lb", "alb"] as const;
const reference = "docs.aws.amazon.com/elasticloadbalancing/latest/APIReference";
const preflight = "badmintoncryer/cdk-preflight, rules/elbv2";

/** Load balancers and names of theirs and of target groups that Elastic Load Balancing rejects. */
export const balancers: readonly Rejection[] = modules.flatMap((module): Rejection[] => {
    const balancer = `aws:${module}/loadBalancer:LoadBalancer`;
    return [
        {
            what: "an application load balancer in less than two zones; a subnet that is not of the stack counts as one in another zone",
            type: balancer,
            on: ["create", "update"],
            source: `kasmtech/terraform#5, aws-samples/aws-cdk-examples#226; ${preflight}/pf-elbv2-alb-subnet-count`,
            verbatim: true,
            reject: ({ properties }, cloud) => {
                const zones = zonesOf(properties, cloud);
                return properties.loadBalancerType === "application" && zones.length > 0 && new Set(zones).size < 2
                    ? "ValidationError: At least two subnets in two different Availability Zones must be specified"
                    : undefined;
            },
        },
        {
            what: "a load balancer with two subnets in one zone",
            type: balancer,
            on: ["create", "update"],
            source: `robertdebock/terraform-aws-vault#5; ${preflight}/pf-elbv2-lb-one-subnet-per-az`,
            verbatim: true,
            reject: ({ properties }, cloud) => {
                const zones = zonesOf(properties, cloud);
                return new Set(zones).size < zones.length
                    ? "InvalidConfigurationRequest: A load balancer cannot be attached to multiple subnets in the same Availability Zone"
                    : undefined;
            },
        },
        {
            what: "a load balancer with a security group of another VPC",
            type: balancer,
            on: ["create", "update"],
            source: `${reference}/API_CreateLoadBalancer.html (InvalidSecurityGroup); ${preflight}/pf-elbv2-lb-sg-vpc-match`,
            verbatim: false,
            reject: ({ properties }, cloud) => {
                const vpcs = subnetsOf(properties, cloud).flatMap((subnet) =>
                    subnet ? [text(subnet.outputs.vpcId)] : [],
                );
                const foreign = elementsOf(properties.securityGroups)
                    .map((id) => cloud.store.find("aws:ec2/securityGroup:SecurityGroup", text(id)))
                    .find(
                        (group) => group !== undefined && vpcs.length > 0 && !vpcs.includes(text(group.outputs.vpcId)),
                    );
                return foreign && `InvalidConfigurationRequest: the security group ${foreign.id} is in another VPC`;
            },
        },
        ...[balancer, `aws:${module}/targetGroup:TargetGroup`].map(
            (type): Rejection => ({
                what: "a name of more than 32 characters, with others than letters, digits and hyphens, or with a hyphen at its beginning or end; for a load balancer also one that begins with `internal-`",
                type,
                on: ["create"],
                source: `${reference}/API_CreateLoadBalancer.html, API_CreateTargetGroup.html; ${preflight}/pf-elbv2-lb-name`,
                verbatim: false,
                atPreview: true,
                reject: ({ properties: { name } }) => {
                    if (name === undefined || hasUnknowns(name)) return undefined;
                    const isReserved = type === balancer && text(name).startsWith("internal-");
                    return !isReserved && /^(?!-)[0-9A-Za-z-]{1,32}(?<!-)$/.test(text(name))
                        ? undefined
                        : `ValidationError: the name '${text(name)}' is invalid`;
                },
            }),
        ),
    ];
});

function subnetsOf({ subnets, subnetMappings }: PropertyMap, { store }: Cloud) {
    const ids = subnets ?? listOf(subnetMappings).map(({ subnetId = null }) => subnetId);
    return elementsOf(ids).map((id) => store.find("aws:ec2/subnet:Subnet", text(id)));
}

function zonesOf(properties: PropertyMap, cloud: Cloud): string[] {
    return subnetsOf(properties, cloud).map((subnet, index) =>
        subnet === undefined ? `outside ${index}` : text(subnet.outputs.availabilityZone),
    );
}
