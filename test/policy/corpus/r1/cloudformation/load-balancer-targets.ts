import { type Declared, type Json, unknown } from "../../../engine";
import type { CleanCase, ViolationCase } from "../../case";

type Props = { readonly [key: string]: Json };

const past = (reason: string, ...resources: Declared[]): ViolationCase => ({
    reason,
    policy: "r1-private-paths",
    resources,
});
const holds = (reason: string, ...resources: Declared[]): CleanCase => ({ reason, resources });

const made = (type: string, name: string, props: Props = {}, more: Partial<Declared> = {}): Declared => ({
    type,
    name,
    props,
    ...more,
});
const arn = (kind: string): string => `arn:aws:elasticloadbalancing:eu-central-1:111122223333:${kind}`;
const web = arn("loadbalancer/app/web/1");
const group = arn("targetgroup/web/1");

const type = (kind: string): string => `AWS::ElasticLoadBalancingV2::${kind}`;
const internal = { Type: type("LoadBalancer"), Properties: { Scheme: "internal" } };
const stack = (Resources: Props, more: Props = {}, props: Props = {}, of: Partial<Declared> = {}): Declared =>
    made(
        "aws:cloudformation/stack:Stack",
        "shop",
        { templateBody: JSON.stringify({ Resources, ...more }), ...props },
        of,
    );
const one = (Type: string, Properties: Props, more: Props = {}, props: Props = {}, of: Partial<Declared> = {}) =>
    stack({ A: { Type, Properties } }, more, props, of);
const listens = (LoadBalancerArn: Json): Json => ({ Type: type("Listener"), Properties: { LoadBalancerArn } });
const placed = { VPCZoneIdentifier: ["subnet-1"] };
const machines = (Properties: Props) => one("AWS::AutoScaling::AutoScalingGroup", { ...placed, ...Properties });
const tasks = (LoadBalancer: Json) => one("AWS::ECS::Service", { LoadBalancers: [LoadBalancer] });
const parameters = { Parameters: { Targets: { Type: "String" }, Lb: { Type: "String", Default: web } } };
const ofParameter = (props: Props = {}, of: Partial<Declared> = {}): Declared =>
    one(
        "AWS::AutoScaling::AutoScalingGroup",
        { ...placed, TargetGroupARNs: [{ Ref: "Targets" }] },
        parameters,
        props,
        of,
    );

const native = (kind: string, name: string, props: Props = {}, more: Partial<Declared> = {}): Declared =>
    made(`aws-native:elasticloadbalancingv2:${kind}`, name, props, more);
const generic = (desiredState: Props, typeName = type("Listener")): Declared =>
    made("aws:cloudcontrol/resource:Resource", "shop", { typeName, desiredState: JSON.stringify(desiredState) });
const module = (kind: string, name: string, props: Props = {}, more: Partial<Declared> = {}): Declared =>
    made(`edge:tf:${kind}`, name, props, more);
const inModule = { parent: "edge" };

const inside = made("aws:lb/loadBalancer:LoadBalancer", "inside", { internal: true });
const targets = made("aws:lb/targetGroup:TargetGroup", "targets", { port: 80 });
const permission = (props: Props, more: Partial<Declared> = {}): Declared =>
    made("aws:lambda/permission:Permission", "permission", { action: "lambda:InvokeFunction", ...props }, more);
const balancer = "elasticloadbalancing.amazonaws.com";
const deployment = (loadBalancerInfo: Props, more: Partial<Declared> = {}): Declared =>
    made("aws:codedeploy/deploymentGroup:DeploymentGroup", "deployment", { loadBalancerInfo }, more);

/** Backends behind an unchecked load balancer, declared with CloudFormation or Terraform types. */
export const violations: readonly ViolationCase[] = [
    past("a template's listener of a load balancer outside the stack", stack({ A: listens(web) })),
    past("a template's listener of another stack's load balancer", stack({ A: listens({ "Fn::ImportValue": "web" }) })),
    past(
        "a template's listener of a resource other than a load balancer",
        stack({ A: listens({ Ref: "B" }), B: listens(web) }),
    ),
    past("a template's listener of a parameter's default", stack({ A: listens({ Ref: "Lb" }) }, parameters)),
    past(
        "a template's listener of one of two load balancers",
        stack({ A: listens({ "Fn::If": ["Own", { Ref: "B" }, web] }), B: internal }),
    ),
    past(
        "a template's rule of a listener outside the stack",
        one(type("ListenerRule"), { ListenerArn: arn("listener/app/x/1/2") }),
    ),
    past("a template's machines in a target group outside the stack", machines({ TargetGroupARNs: [group] })),
    past("a template's machines in target groups of a parameter", ofParameter({ parameters: { Targets: group } })),
    past("a template's machines in target groups of an unknown parameter", ofParameter({ parameters: unknown })),
    past("a template's machines in target groups without a value", ofParameter()),
    past(
        "a template's machines in two target groups of a parameter",
        { ...targets, outputs: { id: arn("targetgroup/own/1") } },
        ofParameter({ parameters: { Targets: `${arn("targetgroup/own/1")}, ${group}` } }),
    ),
    past("a template's machines in target groups that no list names", machines({ TargetGroupARNs: { A: "x" } })),
    past(
        "a template's tasks behind a target group from a parameter",
        one("AWS::ECS::Service", { LoadBalancers: { Ref: "Lb" } }),
    ),
    past(
        "a template's machines behind a classic load balancer outside the stack",
        machines({ LoadBalancerNames: ["web"] }),
    ),
    past(
        "a template's machines with traffic from outside the stack",
        machines({ TrafficSources: [{ Identifier: group }] }),
    ),
    past("a template's tasks in a target group outside the stack", tasks({ TargetGroupArn: group })),
    past("a template's tasks behind a classic load balancer outside the stack", tasks({ LoadBalancerName: "web" })),
    past(
        "a template's tasks that switch to a target group outside the stack",
        tasks({ AdvancedConfiguration: { AlternateTargetGroupArn: group } }),
    ),
    past(
        "a template's tasks to which a rule outside the stack switches",
        tasks({ AdvancedConfiguration: { ProductionListenerRule: arn("listener-rule/app/x/1/2/3") } }),
    ),
    past(
        "a template's tasks to which a test rule outside the stack switches",
        tasks({ AdvancedConfiguration: { TestListenerRule: arn("listener-rule/app/x/1/2/3") } }),
    ),
    past(
        "a template's permission for a target group outside the stack",
        one("AWS::Lambda::Permission", { Principal: balancer, SourceArn: group }),
    ),
    past("a Cloud Control listener on a load balancer outside the stack", generic({ LoadBalancerArn: web })),
    past(
        "a Cloud Control task set in a target group outside the stack",
        generic({ LoadBalancers: [{ TargetGroupArn: group }] }, "AWS::ECS::TaskSet"),
    ),
    past(
        "a listener of aws-native's general resource",
        made("aws-native:index:ExtensionResource", "shop", {
            type: type("Listener"),
            properties: { LoadBalancerArn: web },
        }),
    ),
    past(
        "an aws-native listener on a load balancer outside the stack that has the name of one in the stack",
        native(
            "LoadBalancer",
            "lb",
            { scheme: "internal", webArn: web, tags: [] },
            { outputs: { webArn: web, arnOf: web } },
        ),
        native("Listener", "shop", { loadBalancerArn: web }),
    ),
    past(
        "an aws-native listener on a load balancer outside the stack",
        native("Listener", "shop", { loadBalancerArn: web }),
    ),
    past(
        "an aws-native listener whose load balancer may change",
        inside,
        native(
            "Listener",
            "shop",
            { loadBalancerArn: unknown },
            { from: { loadBalancerArn: ["inside"] }, ignoreChanges: ["loadBalancerArn"] },
        ),
    ),
    {
        ...past(
            "aws-native machines in two target groups, one of them outside the stack",
            targets,
            made(
                "aws-native:autoscaling:AutoScalingGroup",
                "shop",
                { vpcZoneIdentifier: ["subnet-1"], targetGroupArns: [unknown, unknown] },
                { from: { targetGroupArns: ["targets"] } },
            ),
        ),
        unknownIsFine: ["shop targetGroupArns"],
    },
    past(
        "an awscc listener on a load balancer outside the stack",
        made("awscc:index/elasticloadbalancingv2Listener:Elasticloadbalancingv2Listener", "shop", {
            loadBalancerArn: web,
        }),
    ),
    past(
        "a listener in a Terraform module, of a load balancer outside the stack",
        module("aws_lb_listener", "shop", { load_balancer_arn: web }),
    ),
    past(
        "a listener with an older type name, of a load balancer outside the stack",
        module("aws_alb_listener", "shop", { load_balancer_arn: unknown }),
    ),
    past(
        "a listener in a Terraform module, alongside a load balancer of another one",
        module("aws_lb", "lb", { internal: true }, { parent: "other" }),
        made("other:index:Module", "other"),
        made("edge:index:Module", "edge"),
        module("aws_lb_listener", "shop", { load_balancer_arn: unknown }, inModule),
    ),
    past(
        "a rule in a Terraform module, of a listener outside the stack",
        module("aws_lb_listener_rule", "shop", { listener_arn: "x" }),
    ),
    past(
        "a rule with an older type name, of a listener outside the stack",
        module("aws_alb_listener_rule", "shop", { listener_arn: "x" }),
    ),
    past(
        "a machine in a Terraform module in a target group outside the stack",
        module("aws_lb_target_group_attachment", "shop", { target_group_arn: group }),
    ),
    past(
        "a machine with an older type name in a target group outside the stack",
        module("aws_alb_target_group_attachment", "shop", { target_group_arn: group }),
    ),
    past(
        "a machine in a Terraform module behind a classic load balancer",
        module("aws_elb_attachment", "shop", { elb: "web" }),
    ),
    past(
        "machines in a Terraform module, attached to a target group outside the stack",
        module("aws_autoscaling_attachment", "shop", { lb_target_group_arn: group }),
    ),
    past(
        "machines in a Terraform module, attached to a classic load balancer",
        module("aws_autoscaling_attachment", "shop", { elb: "web" }),
    ),
    past(
        "machines in a Terraform module with a source of traffic outside the stack",
        module("aws_autoscaling_traffic_source_attachment", "shop", { traffic_source: [{ identifier: group }] }),
    ),
    {
        ...past(
            "machines in a Terraform module in a target group outside the stack",
            module("aws_autoscaling_group", "shop", { target_group_arns: [group] }),
        ),
        unknownIsFine: ["shop target_group_arns"],
    },
    past(
        "a permission in a Terraform module for a target group outside the stack",
        module("aws_lambda_permission", "shop", { principal: balancer, source_arn: group }),
    ),
    past("a permission for a target group outside the stack", permission({ principal: balancer, sourceArn: group })),
    past(
        "a permission for a target group that another stack names",
        made("pulumi:pulumi:StackReference", "network", { name: "org/network/prod" }),
        permission({ principal: balancer, sourceArn: unknown }, { from: { sourceArn: ["network"] } }),
    ),
    past(
        "a deployment that redirects a listener outside the stack",
        deployment({ targetGroupPairInfo: { prodTrafficRoute: { listenerArns: [arn("listener/app/x/1/2")] } } }),
    ),
    past(
        "a deployment that redirects a listener for tests outside the stack",
        deployment({ targetGroupPairInfo: { testTrafficRoute: { listenerArns: [arn("listener/app/x/1/2")] } } }),
    ),
    past("a deployment behind a classic load balancer outside the stack", deployment({ elbInfos: [{ name: "web" }] })),
    past("a deployment in a target group outside the stack", deployment({ targetGroupInfos: [{ name: "web" }] })),
    past(
        "a deployment to a pair of target groups outside the stack",
        deployment({ targetGroupPairInfo: { targetGroups: [{ name: "web" }] } }),
    ),
];

/** The same behind load balancers of the same program. */
export const clean: readonly CleanCase[] = [
    holds(
        "a template with an internal load balancer and its targets",
        stack({
            Lb: internal,
            Group: { Type: type("TargetGroup") },
            Listener: listens({ Ref: "Lb" }),
            Rule: {
                Type: type("ListenerRule"),
                Properties: { ListenerArn: { "Fn::GetAtt": ["Listener", "ListenerArn"] } },
            },
            Other: {
                Type: type("ListenerRule"),
                Properties: { ListenerArn: { "Fn::GetAtt": "Listener.ListenerArn" } },
            },
            Tasks: {
                Type: "AWS::ECS::Service",
                Properties: {
                    LoadBalancers: [{ "Fn::If": ["A", { TargetGroupArn: { Ref: "Group" } }, { Ref: "AWS::NoValue" }] }],
                },
            },
            Machines: {
                Type: "AWS::AutoScaling::AutoScalingGroup",
                Properties: {
                    ...placed,
                    TargetGroupARNs: { "Fn::If": ["A", [{ Ref: "Group" }], { Ref: "AWS::NoValue" }] },
                },
            },
            Fn: { Type: "AWS::Lambda::Permission", Properties: { Principal: balancer, SourceArn: { Ref: "Group" } } },
            Topic: {
                Type: "AWS::Lambda::Permission",
                Properties: { Principal: "sns.amazonaws.com", SourceArn: "arn:aws:sns:eu-west-1:111122223333:shop" },
            },
        }),
    ),
    holds("a template's machines without a load balancer", machines({ TargetGroupARNs: [], LoadBalancerNames: null })),
    holds(
        "a template's machines in a target group that the program passes in",
        targets,
        ofParameter({ parameters: { Targets: unknown } }, { from: { parameters: ["targets"] } }),
    ),
    holds(
        "a template's machines in a target group that the program passes in, after an update",
        { ...targets, outputs: { id: group } },
        ofParameter({ parameters: { Targets: group } }),
    ),
    holds(
        "a template's machines in all target groups of a parameter",
        { ...targets, outputs: { id: group } },
        one("AWS::AutoScaling::AutoScalingGroup", { ...placed, TargetGroupARNs: { Ref: "Targets" } }, parameters, {
            parameters: { Targets: `${group},${group}` },
        }),
    ),
    holds("a template's machines with an empty parameter", ofParameter({ parameters: { Targets: "" } })),
    holds(
        "load balancing of aws-native alone",
        native("LoadBalancer", "lb", { scheme: "internal" }),
        native("TargetGroup", "own"),
        native("Listener", "listener", { loadBalancerArn: unknown }, { from: { loadBalancerArn: ["lb"] } }),
        native("ListenerRule", "rule", { listenerArn: unknown }, { from: { listenerArn: ["listener"] } }),
        made(
            "aws-native:ecs:Service",
            "tasks",
            { loadBalancers: [{ targetGroupArn: unknown }] },
            { from: { loadBalancers: ["own"] } },
        ),
    ),
    holds(
        "load balancing of aws-native alone, after an update",
        native("LoadBalancer", "lb", { scheme: "internal" }, { outputs: { loadBalancerArn: web } }),
        native("TargetGroup", "own", {}, { outputs: { targetGroupArn: group } }),
        native("Listener", "listener", { loadBalancerArn: web }, { from: { loadBalancerArn: ["lb"] } }),
        made("aws-native:ecs:Service", "tasks", { loadBalancers: [{ targetGroupArn: group }] }),
    ),
    holds(
        "a listener of the aws provider on a load balancer of aws-native",
        native("LoadBalancer", "lb", { scheme: "internal" }),
        made(
            "aws:lb/listener:Listener",
            "listener",
            { loadBalancerArn: unknown },
            { from: { loadBalancerArn: ["lb"] } },
        ),
    ),
    holds(
        "a Cloud Control listener on a load balancer in the stack",
        { ...inside, outputs: { id: web } },
        generic({ LoadBalancerArn: web }),
    ),
    holds(
        "load balancing in a Terraform module",
        made("edge:index:Module", "edge"),
        module("aws_lb", "lb", { internal: true }, inModule),
        module("aws_lb_target_group", "group", {}, inModule),
        module("aws_lb_listener", "listener", { load_balancer_arn: unknown }, inModule),
        module("aws_lb_listener_rule", "rule", { listener_arn: unknown }, inModule),
        module("aws_lb_target_group_attachment", "machine", { target_group_arn: unknown }, inModule),
        module("aws_autoscaling_group", "machines", { target_group_arns: unknown, load_balancers: unknown }, inModule),
    ),
    holds(
        "a Terraform module that gets its target group from the program",
        targets,
        made("edge:index:Module", "edge", {}, { dependsOn: ["targets"] }),
        module("aws_lb_target_group_attachment", "machine", { target_group_arn: unknown }, inModule),
    ),
    holds(
        "a Terraform module's listener after an update",
        module("aws_lb", "lb", { internal: true, id: web }, { outputs: { id: web } }),
        module("aws_lb_listener", "listener", { load_balancer_arn: web }),
    ),
    holds(
        "a permission for a target group in the stack",
        targets,
        permission({ principal: balancer, sourceArn: unknown }, { from: { sourceArn: ["targets"] } }),
    ),
    holds(
        "a deployment within the stack",
        inside,
        made("aws:lb/targetGroup:TargetGroup", "blue", { name: "blue" }),
        made(
            "aws:lb/listener:Listener",
            "listener",
            { loadBalancerArn: unknown },
            { from: { loadBalancerArn: ["inside"] } },
        ),
        deployment(
            {
                targetGroupPairInfo: {
                    prodTrafficRoute: { listenerArns: [unknown] },
                    targetGroups: [{ name: "blue" }],
                },
            },
            { from: { loadBalancerInfo: ["listener"] } },
        ),
    ),
];
