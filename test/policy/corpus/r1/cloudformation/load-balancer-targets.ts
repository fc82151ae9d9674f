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
const machines = (Properties: Props) => one("AWS::AutoScaling::AutoScalingGroup", Properties);
const tasks = (LoadBalancer: Json) => one("AWS::ECS::Service", { LoadBalancers: [LoadBalancer] });
const parameters = { Parameters: { Targets: { Type: "String" }, Lb: { Type: "String", Default: web } } };
const ofParameter = (props: Props = {}, of: Partial<Declared> = {}): Declared =>
    one("AWS::AutoScaling::AutoScalingGroup", { TargetGroupARNs: [{ Ref: "Targets" }] }, parameters, props, of);

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

/** Backends that are put, in the words of CloudFormation or Terraform, behind a load balancer that nobody here judges. */
export const violations: readonly ViolationCase[] = [
    past("a template's listener of a load balancer elsewhere", stack({ A: listens(web) })),
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
        "a template's rule of a listener elsewhere",
        one(type("ListenerRule"), { ListenerArn: arn("listener/app/x/1/2") }),
    ),
    past("a template's machines in a target group elsewhere", machines({ TargetGroupARNs: [group] })),
    past("a template's machines in target groups of a parameter", ofParameter({ parameters: { Targets: group } })),
    past(
        "a template's machines in target groups of a parameter that is not known",
        ofParameter({ parameters: unknown }),
    ),
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
    past("a template's machines behind a classic load balancer elsewhere", machines({ LoadBalancerNames: ["web"] })),
    past("a template's machines with traffic from elsewhere", machines({ TrafficSources: [{ Identifier: group }] })),
    past("a template's tasks in a target group elsewhere", tasks({ TargetGroupArn: group })),
    past("a template's tasks behind a classic load balancer elsewhere", tasks({ LoadBalancerName: "web" })),
    past(
        "a template's tasks that change over to elsewhere",
        tasks({ AdvancedConfiguration: { AlternateTargetGroupArn: group } }),
    ),
    past(
        "a template's tasks that a rule elsewhere is turned to",
        tasks({ AdvancedConfiguration: { ProductionListenerRule: arn("listener-rule/app/x/1/2/3") } }),
    ),
    past(
        "a template's tasks that a rule for tests elsewhere is turned to",
        tasks({ AdvancedConfiguration: { TestListenerRule: arn("listener-rule/app/x/1/2/3") } }),
    ),
    past(
        "a template's permission for a target group elsewhere",
        one("AWS::Lambda::Permission", { Principal: balancer, SourceArn: group }),
    ),
    past("a listener of Cloud Control on a load balancer elsewhere", generic({ LoadBalancerArn: web })),
    past(
        "a task set of Cloud Control in a target group elsewhere",
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
        "a listener of aws-native on a load balancer elsewhere that has the name of one of the stack",
        native(
            "LoadBalancer",
            "lb",
            { scheme: "internal", webArn: web, tags: [] },
            { outputs: { webArn: web, arnOf: web } },
        ),
        native("Listener", "shop", { loadBalancerArn: web }),
    ),
    past("a listener of aws-native on a load balancer elsewhere", native("Listener", "shop", { loadBalancerArn: web })),
    past(
        "a listener of aws-native whose load balancer may change",
        inside,
        native(
            "Listener",
            "shop",
            { loadBalancerArn: unknown },
            { from: { loadBalancerArn: ["inside"] }, ignoreChanges: ["loadBalancerArn"] },
        ),
    ),
    past(
        "machines of aws-native in two target groups, one of them elsewhere",
        targets,
        made(
            "aws-native:autoscaling:AutoScalingGroup",
            "shop",
            { targetGroupArns: [unknown, unknown] },
            { from: { targetGroupArns: ["targets"] } },
        ),
    ),
    past(
        "a listener of awscc on a load balancer elsewhere",
        made("awscc:index/elasticloadbalancingv2Listener:Elasticloadbalancingv2Listener", "shop", {
            loadBalancerArn: web,
        }),
    ),
    past("a listener of a Terraform module elsewhere", module("aws_lb_listener", "shop", { load_balancer_arn: web })),
    past("a listener of an older name elsewhere", module("aws_alb_listener", "shop", { load_balancer_arn: unknown })),
    past(
        "a listener of a Terraform module, beside a load balancer of another one",
        module("aws_lb", "lb", { internal: true }, { parent: "other" }),
        made("other:index:Module", "other"),
        made("edge:index:Module", "edge"),
        module("aws_lb_listener", "shop", { load_balancer_arn: unknown }, inModule),
    ),
    past("a rule of a Terraform module elsewhere", module("aws_lb_listener_rule", "shop", { listener_arn: "x" })),
    past("a rule of an older name elsewhere", module("aws_alb_listener_rule", "shop", { listener_arn: "x" })),
    past(
        "a machine of a Terraform module in a target group elsewhere",
        module("aws_lb_target_group_attachment", "shop", { target_group_arn: group }),
    ),
    past(
        "a machine of an older name in a target group elsewhere",
        module("aws_alb_target_group_attachment", "shop", { target_group_arn: group }),
    ),
    past("a machine of a Terraform module behind a classic one", module("aws_elb_attachment", "shop", { elb: "web" })),
    past(
        "machines of a Terraform module, attached elsewhere",
        module("aws_autoscaling_attachment", "shop", { lb_target_group_arn: group }),
    ),
    past(
        "machines of a Terraform module, attached to a classic one",
        module("aws_autoscaling_attachment", "shop", { elb: "web" }),
    ),
    past(
        "machines of a Terraform module with a source of traffic elsewhere",
        module("aws_autoscaling_traffic_source_attachment", "shop", { traffic_source: [{ identifier: group }] }),
    ),
    {
        ...past(
            "machines of a Terraform module in a target group elsewhere",
            module("aws_autoscaling_group", "shop", { target_group_arns: [group] }),
        ),
        unknownIsFine: ["shop target_group_arns"],
    },
    past(
        "a permission of a Terraform module for a target group elsewhere",
        module("aws_lambda_permission", "shop", { principal: balancer, source_arn: group }),
    ),
    past("a permission for a target group elsewhere", permission({ principal: balancer, sourceArn: group })),
    past(
        "a permission for a target group that another stack names",
        made("pulumi:pulumi:StackReference", "network", { name: "org/network/prod" }),
        permission({ principal: balancer, sourceArn: unknown }, { from: { sourceArn: ["network"] } }),
    ),
    past(
        "a deployment that turns a listener elsewhere",
        deployment({ targetGroupPairInfo: { prodTrafficRoute: { listenerArns: [arn("listener/app/x/1/2")] } } }),
    ),
    past(
        "a deployment that turns a listener for tests elsewhere",
        deployment({ targetGroupPairInfo: { testTrafficRoute: { listenerArns: [arn("listener/app/x/1/2")] } } }),
    ),
    past("a deployment behind a classic load balancer elsewhere", deployment({ elbInfos: [{ name: "web" }] })),
    past("a deployment in a target group elsewhere", deployment({ targetGroupInfos: [{ name: "web" }] })),
    past(
        "a deployment to a pair of target groups elsewhere",
        deployment({ targetGroupPairInfo: { targetGroups: [{ name: "web" }] } }),
    ),
];

/** The same, behind load balancers of the program itself. */
export const clean: readonly CleanCase[] = [
    holds(
        "a template with an internal load balancer and all behind it",
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
                Properties: { TargetGroupARNs: { "Fn::If": ["A", [{ Ref: "Group" }], { Ref: "AWS::NoValue" }] } },
            },
            Fn: { Type: "AWS::Lambda::Permission", Properties: { Principal: balancer, SourceArn: { Ref: "Group" } } },
            Topic: {
                Type: "AWS::Lambda::Permission",
                Properties: { Principal: "sns.amazonaws.com", SourceArn: "arn:aws:sns:eu-west-1:111122223333:shop" },
            },
        }),
    ),
    holds("a template's machines behind nothing", machines({ TargetGroupARNs: [], LoadBalancerNames: null })),
    holds(
        "a template's machines in a target group that the program hands over",
        targets,
        ofParameter({ parameters: { Targets: unknown } }, { from: { parameters: ["targets"] } }),
    ),
    holds(
        "a template's machines in a target group that the program hands over, after an update",
        { ...targets, outputs: { id: group } },
        ofParameter({ parameters: { Targets: group } }),
    ),
    holds(
        "a template's machines in all target groups of a parameter",
        { ...targets, outputs: { id: group } },
        one("AWS::AutoScaling::AutoScalingGroup", { TargetGroupARNs: { Ref: "Targets" } }, parameters, {
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
        "load balancing of aws-native alone, once it is made",
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
        "a listener of Cloud Control on a load balancer of the stack",
        { ...inside, outputs: { id: web } },
        generic({ LoadBalancerArn: web }),
    ),
    holds(
        "load balancing of a Terraform module",
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
        "a permission for a target group of the stack",
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
