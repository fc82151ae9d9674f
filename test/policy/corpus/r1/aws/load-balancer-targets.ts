import { type Declared, type Json, unknown } from "../../../engine";
import type { CleanCase, ViolationCase } from "../../case";

type Props = { readonly [key: string]: Json };

const past = (reason: string, ...resources: Declared[]): ViolationCase => ({
    reason,
    policy: "r1-private-paths",
    resources,
});
const holds = (reason: string, ...resources: Declared[]): CleanCase => ({ reason, resources });

const resource = (type: string, name: string, props: Props, from: Declared["from"] = {}): Declared => ({
    type: `aws:${type}`,
    name,
    props,
    from,
});

const elsewhere = (kind: string): string => `arn:aws:elasticloadbalancing:eu-central-1:111122223333:${kind}`;

const balancer = resource("lb/loadBalancer:LoadBalancer", "inside", { internal: true });
const classic = resource("elb/loadBalancer:LoadBalancer", "classic", { internal: true, name: "classic-1" });
const targets = resource("lb/targetGroup:TargetGroup", "targets", { port: 80 });
const second = resource("alb/targetGroup:TargetGroup", "second", { port: 81 });
const parameter = resource("ssm/parameter:Parameter", "parameter", { type: "String", value: "x" });
const created = (declared: Declared, id: string): Declared => ({ ...declared, outputs: { id } });

const listener = (loadBalancerArn: Json, from: Declared["from"] = {}): Declared =>
    resource("lb/listener:Listener", "listener", { port: 80, loadBalancerArn }, from);
const rule = (listenerArn: Json, from: Declared["from"] = {}): Declared =>
    resource("lb/listenerRule:ListenerRule", "rule", { listenerArn }, from);
const machines = (props: Props, from: Declared["from"] = {}): Declared =>
    resource("autoscaling/group:Group", "machines", { vpcZoneIdentifiers: ["subnet-1"], ...props }, from);
const tasks = (loadBalancers: Json, from: Declared["from"] = {}): Declared =>
    resource("ecs/service:Service", "tasks", { loadBalancers }, from);

/** Backends behind an unchecked load balancer. */
export const violations: readonly ViolationCase[] = [
    past("a listener of a load balancer outside the stack", balancer, listener(elsewhere("loadbalancer/app/web/1"))),
    past(
        "a listener whose load balancer another stack names",
        { type: "pulumi:pulumi:StackReference", name: "network", props: { name: "org/network/prod" } },
        listener(unknown, { loadBalancerArn: ["network"] }),
    ),
    past(
        "a listener of an unknown load balancer without a dependency",
        resource("alb/listener:Listener", "other", { loadBalancerArn: unknown }),
    ),
    past("a rule of a listener outside the stack", rule(elsewhere("listener/app/web/1/2"))),
    past("a rule whose listener a parameter names", balancer, parameter, rule(unknown, { listenerArn: ["parameter"] })),
    past(
        "a machine in a target group outside the stack",
        resource("lb/targetGroupAttachment:TargetGroupAttachment", "machine", {
            targetGroupArn: elsewhere("targetgroup/web/1"),
            targetId: "i-1",
        }),
    ),
    past(
        "a machine behind a classic load balancer outside the stack",
        classic,
        resource("elb/attachment:Attachment", "machine", { elb: "web", instance: "i-1" }),
    ),
    past(
        "machines in a target group outside the stack",
        machines({ targetGroupArns: [elsewhere("targetgroup/web/1")] }),
    ),
    {
        ...past(
            "machines in two target groups, one of them outside the stack",
            targets,
            machines({ targetGroupArns: [unknown, elsewhere("targetgroup/web/1")] }, { targetGroupArns: ["targets"] }),
        ),
        unknownIsFine: ["machines targetGroupArns"],
    },
    {
        ...past(
            "machines in two unknown target groups, one of which is in the stack",
            targets,
            machines({ targetGroupArns: [unknown, unknown] }, { targetGroupArns: ["targets"] }),
        ),
        unknownIsFine: ["machines targetGroupArns"],
    },
    past("machines behind a classic load balancer outside the stack", classic, machines({ loadBalancers: ["web"] })),
    past(
        "machines with a traffic source outside the stack",
        targets,
        machines({ trafficSources: [{ identifier: elsewhere("targetgroup/web/1"), type: "elbv2" }] }),
    ),
    past(
        "machines attached to a target group outside the stack",
        resource("autoscaling/attachment:Attachment", "attached", {
            autoscalingGroupName: unknown,
            lbTargetGroupArn: elsewhere("targetgroup/web/1"),
        }),
    ),
    past(
        "machines attached to a classic load balancer outside the stack",
        classic,
        resource("autoscaling/attachment:Attachment", "attached", { autoscalingGroupName: unknown, elb: "web" }),
    ),
    past(
        "a source of traffic outside the stack",
        resource("autoscaling/trafficSourceAttachment:TrafficSourceAttachment", "attached", {
            autoscalingGroupName: unknown,
            trafficSource: { identifier: elsewhere("targetgroup/web/1"), type: "elbv2" },
        }),
    ),
    past(
        "a fleet in a target group outside the stack",
        resource("ec2/spotFleetRequest:SpotFleetRequest", "fleet", {
            launchSpecifications: [{ subnetId: "subnet-1", associatePublicIpAddress: false }],
            targetGroupArns: [elsewhere("targetgroup/web/1")],
        }),
    ),
    past(
        "tasks in a target group outside the stack",
        targets,
        tasks([{ containerName: "web", targetGroupArn: elsewhere("targetgroup/web/1") }]),
    ),
    past(
        "tasks behind a classic load balancer outside the stack",
        classic,
        tasks([{ containerName: "web", elbName: "web" }]),
    ),
    {
        ...past(
            "tasks that switch to a target group outside the stack",
            targets,
            tasks(
                [
                    {
                        targetGroupArn: unknown,
                        advancedConfiguration: { alternateTargetGroupArn: elsewhere("targetgroup/web/1") },
                    },
                ],
                { loadBalancers: ["targets"] },
            ),
        ),
        unknownIsFine: ["tasks loadBalancers"],
    },
    {
        ...past(
            "tasks to which a listener outside the stack switches",
            targets,
            tasks(
                [
                    {
                        targetGroupArn: unknown,
                        advancedConfiguration: { productionListenerRule: elsewhere("listener-rule/app/web/1/2/3") },
                    },
                ],
                { loadBalancers: ["targets"] },
            ),
        ),
        unknownIsFine: ["tasks loadBalancers"],
    },
    {
        ...past(
            "tasks to which a test listener outside the stack switches",
            targets,
            tasks(
                [
                    {
                        targetGroupArn: unknown,
                        advancedConfiguration: { testListenerRule: elsewhere("listener-rule/app/web/1/2/3") },
                    },
                ],
                { loadBalancers: ["targets"] },
            ),
        ),
        unknownIsFine: ["tasks loadBalancers"],
    },
    {
        ...past(
            "tasks that switch to an unknown target group, alongside one in the stack",
            targets,
            tasks([{ targetGroupArn: unknown, advancedConfiguration: { alternateTargetGroupArn: unknown } }], {
                loadBalancers: ["targets"],
            }),
        ),
        unknownIsFine: ["tasks loadBalancers"],
    },
    past("tasks with unknown load balancers", targets, tasks(unknown)),
    past("tasks with one unknown load balancer", targets, tasks([unknown])),
    past(
        "a set of tasks behind a classic load balancer outside the stack",
        resource("ecs/taskSet:TaskSet", "tasks", { loadBalancers: [{ loadBalancerName: "web" }] }),
    ),
    past("a target group as a string that names none", targets, tasks([{ targetGroupArn: 7 }])),
    past("a load balancer that the engine no longer changes", balancer, {
        ...listener(unknown, { loadBalancerArn: ["inside"] }),
        ignoreChanges: ["loadBalancerArn"],
    }),
];

/** Backends behind load balancers in the same program. */
export const clean: readonly CleanCase[] = [
    holds(
        "machines in an unknown list that depends on a target group of the stack",
        balancer,
        targets,
        machines({ targetGroupArns: unknown }, { targetGroupArns: ["targets"] }),
    ),
    holds(
        "an internal load balancer, from its listener to its targets",
        balancer,
        targets,
        listener(unknown, { loadBalancerArn: ["inside"] }),
        rule(unknown, { listenerArn: ["listener"] }),
        resource(
            "lb/targetGroupAttachment:TargetGroupAttachment",
            "machine",
            { targetGroupArn: unknown, targetId: unknown },
            { targetGroupArn: ["targets"] },
        ),
    ),
    holds(
        "an internal load balancer after an update",
        created(balancer, elsewhere("loadbalancer/app/inside/1")),
        created(targets, elsewhere("targetgroup/targets/1")),
        created(listener(elsewhere("loadbalancer/app/inside/1")), elsewhere("listener/app/inside/1/2")),
        rule(elsewhere("listener/app/inside/1/2")),
        tasks([{ targetGroupArn: elsewhere("targetgroup/targets/1") }]),
    ),
    holds(
        "a component's load balancer",
        { type: "awsx:lb:ApplicationLoadBalancer", name: "component" },
        { ...balancer, parent: "component" },
        listener(unknown, { loadBalancerArn: ["component"] }),
    ),
    holds(
        "machines in target groups in the stack",
        targets,
        second,
        machines({ targetGroupArns: [unknown, unknown] }, { targetGroupArns: ["targets", "second"] }),
    ),
    holds(
        "machines behind a classic load balancer in the stack, by its name",
        classic,
        machines({ loadBalancers: ["classic-1"] }),
        resource("elb/attachment:Attachment", "machine", { elb: "classic-1", instance: unknown }),
    ),
    holds("machines without a load balancer", machines({ targetGroupArns: [], loadBalancers: null })),
    holds("machines whose attachments are separate resources", {
        ...machines({}),
        ignoreChanges: ["targetGroupArns", "loadBalancers"],
    }),
    holds(
        "machines with a traffic source in the stack",
        targets,
        machines({ trafficSources: [{ identifier: unknown }] }, { trafficSources: ["targets"] }),
    ),
    holds(
        "tasks that switch between target groups in the stack",
        targets,
        second,
        balancer,
        listener(unknown, { loadBalancerArn: ["inside"] }),
        tasks(
            [
                {
                    targetGroupArn: unknown,
                    advancedConfiguration: { alternateTargetGroupArn: unknown, productionListenerRule: unknown },
                },
            ],
            { loadBalancers: ["targets", "second", "listener"] },
        ),
    ),
    holds("tasks that only the VPC can reach", tasks(null)),
];
