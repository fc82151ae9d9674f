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
// A public address behind the default security group, which admits no one from outside.
const placed = (...[reason, at, ...resources]: Parameters<typeof past>): ViolationCase => ({
    ...past(reason, at, ...resources),
    policy: "r1-network-paths",
});
const holds = (reason: string, ...resources: Declared[]): CleanCase => ({ reason, resources });

// Without groups a public one would admit everyone.
const balancer = (internal: boolean): Declared => ({
    type: "aws:lb/loadBalancer:LoadBalancer",
    name: "balancer",
    props: { loadBalancerType: "network", internal, subnets },
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
        networkConfiguration: { subnets, assignPublicIp },
    },
});
const machines = (associatePublicIpAddress: string): Declared[] => [
    {
        type: "aws:ec2/launchTemplate:LaunchTemplate",
        name: "template",
        props: { networkInterfaces: [{ deviceIndex: 0, associatePublicIpAddress }] },
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
    past("a public load balancer in existing subnets", "balancer", balancer(false), listener),
    placed("tasks with public addresses in existing subnets and an existing cluster", "tasks", tasks(true)),
    placed("machines with public addresses in existing subnets", "template", ...machines("true")),
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
    holds("an internal load balancer in existing subnets", balancer(true), listener),
    holds("tasks without public addresses in an existing cluster", tasks(false)),
    holds("machines that reject public addresses, whatever their existing subnets assign", ...machines("false")),
    holds("an internal load balancer of Auto Mode in existing subnets", service({ scheme: "internal" }, autoMode)),
    holds(
        "an internal load balancer for the in-tree controller and for the one that may take it over",
        service({ ...legacy, scheme: "internal", "inbound-sg-rules-on-private-link-traffic": "off" }),
    ),
];
