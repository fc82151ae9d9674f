import { type Declared, type Json, unknown } from "../../../engine";
import type { CleanCase, ViolationCase } from "../../case";

type Props = { readonly [key: string]: Json };

const subnets = ["subnet-0a1b2c3d4e5f67891", "subnet-0a1b2c3d4e5f67892"];

const past = (reason: string, at: string, ...resources: Declared[]): ViolationCase => ({
    reason,
    policy: "r1-private-paths",
    at,
    resources,
});
const holds = (reason: string, ...resources: Declared[]): CleanCase => ({ reason, resources });

const group = (...cidrBlocks: string[]): Declared => ({
    type: "aws:ec2/securityGroup:SecurityGroup",
    name: "group",
    props: { vpcId: "vpc-0a1b2c3d4e5f67890", ingress: [{ cidrBlocks, protocol: "tcp", fromPort: 80, toPort: 80 }] },
});
const open = group("0.0.0.0/0");
const closed = group("10.0.0.0/8");
const balancer = (internal: boolean): Declared => ({
    type: "aws:lb/loadBalancer:LoadBalancer",
    name: "balancer",
    props: { loadBalancerType: "network", internal, subnets, securityGroups: [unknown] },
    from: { securityGroups: ["group"] },
});
const listener: Declared = {
    type: "aws:lb/listener:Listener",
    name: "listener",
    props: { port: 80, loadBalancerArn: unknown },
    from: { loadBalancerArn: ["balancer"] },
};
const tasks = (assignPublicIp: boolean): Declared => ({
    type: "aws:ecs/service:Service",
    name: "tasks",
    props: {
        cluster: "arn:aws:ecs:eu-central-1:270727272727:cluster/shared",
        launchType: "FARGATE",
        networkConfiguration: { subnets, securityGroups: [unknown], assignPublicIp },
    },
    from: { networkConfiguration: ["group"] },
});
const machines = (associatePublicIpAddress: string): Declared[] => [
    {
        type: "aws:ec2/launchTemplate:LaunchTemplate",
        name: "template",
        props: { networkInterfaces: [{ deviceIndex: 0, associatePublicIpAddress, securityGroups: [unknown] }] },
        from: { networkInterfaces: ["group"] },
    },
    {
        type: "aws:autoscaling/group:Group",
        name: "machines",
        props: { launchTemplate: { id: unknown, version: "1" }, vpcZoneIdentifiers: subnets, minSize: 1, maxSize: 2 },
        from: { launchTemplate: ["template"] },
    },
];
const service = (annotations: Props, spec: Props = {}): Declared => ({
    type: "kubernetes:core/v1:Service",
    name: "shop",
    props: {
        metadata: {
            name: "shop",
            annotations: Object.fromEntries(
                Object.entries({ subnets: subnets.join(","), ...annotations }).map(([key, value]) => [
                    `service.beta.kubernetes.io/aws-load-balancer-${key}`,
                    value,
                ]),
            ),
        },
        spec: { type: "LoadBalancer", ports: [{ port: 80 }], ...spec },
    },
});
const autoMode = { loadBalancerClass: "eks.amazonaws.com/nlb" };
const legacy = { type: "nlb", internal: "true", "nlb-target-type": "ip" };

/** Programs in a VPC and in clusters that they name by their ids, of which the pack sees nothing. */
export const violations: readonly ViolationCase[] = [
    past("a public load balancer in existing subnets", "balancer", open, balancer(false), listener),
    past("tasks with public addresses in existing subnets and an existing cluster", "tasks", open, tasks(true)),
    past("machines with public addresses in existing subnets", "template", open, ...machines("true")),
    {
        reason: "a public load balancer of Auto Mode in existing subnets",
        policy: "r1-private-kubernetes",
        resources: [service({ scheme: "internet-facing" }, autoMode)],
    },
    {
        reason: "a load balancer of the in-tree controller whose scheme only the other controller reads",
        policy: "r1-private-kubernetes",
        resources: [service({ type: "nlb", scheme: "internal" })],
    },
];

/** Everything that can be public says that it is not, so that the subnets do not matter. */
export const clean: readonly CleanCase[] = [
    holds("an internal load balancer in existing subnets", closed, balancer(true), listener),
    holds("tasks without public addresses in an existing cluster", closed, tasks(false)),
    holds(
        "machines that reject public addresses, whatever their existing subnets assign",
        closed,
        ...machines("false"),
    ),
    holds("an internal load balancer of Auto Mode in existing subnets", service({ scheme: "internal" }, autoMode)),
    holds(
        "an internal load balancer for the in-tree controller and for the one that may take it over",
        service({ ...legacy, scheme: "internal", "inbound-sg-rules-on-private-link-traffic": "off" }),
    ),
];
