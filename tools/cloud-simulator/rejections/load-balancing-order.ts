import { isForwardedTo, listeners } from "../resources/listeners";
import type { Rejection } from "../resources/rejection";
import type { Cloud } from "../state/cloud";
import { elementsOf, listOf, mapOf, text } from "../state/property-values";

const modules = ["lb", "alb"] as const;

/** Calls that Elastic Load Balancing and EC2 reject because of the resources that use each other. */
export const loadBalancingOrder: readonly Rejection[] = [
    ...modules.map(
        (module): Rejection => ({
            what: "deleting a target group that a listener or a rule forwards to",
            type: `aws:${module}/targetGroup:TargetGroup`,
            on: ["delete"],
            source: "hashicorp/terraform-provider-aws#16889",
            verbatim: true,
            retried: true,
            reject: ({ id = "" }, cloud) =>
                isForwardedTo(id, cloud)
                    ? `ResourceInUse: Target group '${id}' is currently in use by a listener or a rule`
                    : undefined,
        }),
    ),
    ...modules.map(
        (module): Rejection => ({
            what: "a second listener on a port of a load balancer",
            type: `aws:${module}/listener:Listener`,
            on: ["create"],
            source: "docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateListener.html (DuplicateListener)",
            verbatim: true,
            reject: ({ properties }, cloud) =>
                listeners(cloud).some(
                    ({ inputs }) =>
                        text(inputs.loadBalancerArn) === text(properties.loadBalancerArn) &&
                        inputs.port === properties.port,
                )
                    ? "DuplicateListener: A listener already exists on this port for this load balancer"
                    : undefined,
        }),
    ),
    {
        what: "deleting a security group that a load balancer, tasks or machines have, or that a rule of another group names",
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
    const balancers = store.ofType("aws:lb/loadBalancer:LoadBalancer", "aws:alb/loadBalancer:LoadBalancer");
    const rules = store.ofType(
        "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
        "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
    );
    return [
        ...balancers.flatMap(({ inputs }) => elementsOf(inputs.securityGroups).map(text)),
        ...store
            .ofType("aws:ecs/service:Service")
            .flatMap(({ inputs }) => elementsOf(mapOf(inputs.networkConfiguration).securityGroups).map(text)),
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
