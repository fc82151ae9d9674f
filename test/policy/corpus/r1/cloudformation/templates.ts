import { type Json, unknown } from "../../../engine";
import type { CleanCase, ViolationCase } from "../../case";

type Props = { readonly [key: string]: Json };

const stack = "aws:cloudformation/stack:Stack";
const written = (type: string, properties: Json): Props => ({
    templateBody: JSON.stringify({ Resources: { A: { Type: type, Properties: properties } } }),
});
const yaml = (type: string, properties: string): Props => ({
    templateBody: `Resources:\n  A:\n    Type: ${type}\n    Properties:\n${properties.replace(/^/gm, "      ")}\n`,
});

const breaks = (reason: string, props: Props, type = stack): ViolationCase => ({
    reason,
    policy: "r1-private-aws",
    resources: [{ type, name: "shop", props }],
});
const exposes = (reason: string, type: string, properties: Json): ViolationCase =>
    breaks(reason, written(type, properties));

const harmless = (reason: string, props: Props, type = stack): CleanCase => ({
    reason,
    resources: [{ type, name: "shop", props }],
});
const holds = (reason: string, type: string, properties: Json): CleanCase =>
    harmless(reason, written(type, properties));

const balancer = "AWS::ElasticLoadBalancingV2::LoadBalancer";
const classic = "AWS::ElasticLoadBalancing::LoadBalancer";
const permission = "AWS::Lambda::Permission";
const nodes = "AWS::EKS::Nodegroup";
const tasks = "AWS::ECS::Service";
const runner = "AWS::AppRunner::Service";
const graph = "AWS::AppSync::GraphQLApi";
const group = "AWS::EC2::SecurityGroup";

const reach = (IsPubliclyAccessible: Json): Json => ({
    NetworkConfiguration: { IngressConfiguration: { IsPubliclyAccessible } },
});
const assigned = (AssignPublicIp: Json): Json => ({
    NetworkConfiguration: { AwsvpcConfiguration: { AssignPublicIp } },
});
// EventBridge rules spell it differently from ECS.
const ruled = (AssignPublicIp: Json): Json => ({
    NetworkConfiguration: { AwsVpcConfiguration: { AssignPublicIp } },
});

/** Exposure in CloudFormation templates, by the property names of each type. */
export const violations: readonly ViolationCase[] = [
    breaks("a parameter with the name of the private scheme", yaml(balancer, "Scheme: !Ref internal")),
    breaks(
        "a parameter with the name of the private scheme, by an alias",
        yaml(balancer, "Name: &scheme !Ref internal\nScheme: *scheme"),
    ),
    breaks("a principal from a parameter, in the short form", yaml(permission, "Principal: !Ref Caller")),
    breaks("a principal from a parameter", written(permission, { Principal: { Ref: "Caller" } })),
    breaks(
        "a principal from a condition",
        written(permission, { Principal: { "Fn::If": ["Open", "*", "apigateway.amazonaws.com"] } }),
    ),
    breaks(
        "a principal alongside a function",
        written(permission, { Principal: { Ref: "Caller", Other: "apigateway.amazonaws.com" } }),
    ),
    breaks("an include in the short form", yaml("AWS::SNS::Topic", "Tags: !Transform { Name: AWS::Include }")),
    breaks("resources of an include in the short form", {
        templateBody: "Resources: !Transform { Name: AWS::Include }",
    }),
    exposes("everyone may invoke a function", permission, { Principal: "*" }),
    exposes("a function URL may invoke a function", permission, {
        Principal: "apigateway.amazonaws.com",
        FunctionUrlAuthType: "NONE",
    }),
    exposes("a function URL in its newer form", permission, { Principal: "1", InvokedViaFunctionUrl: true }),
    exposes("a classic load balancer", classic, { Listeners: [] }),
    exposes("Elastic IP addresses on an internal load balancer", balancer, {
        Scheme: "internal",
        SubnetMappings: [{ SubnetId: "s" }, { SubnetId: "t", AllocationId: "eipalloc-1" }],
    }),
    exposes("subnets from a parameter", balancer, { Scheme: "internal", SubnetMappings: { Ref: "Subnets" } }),
    exposes("a scheme in another case", balancer, { Scheme: "Internal" }),
    exposes("an SSH key that exposes machines to the internet", nodes, { RemoteAccess: { Ec2SshKey: "ops" } }),
    exposes("an SSH key with groups that are not listed", nodes, {
        RemoteAccess: { Ec2SshKey: "ops", SourceSecurityGroups: [] },
    }),
    exposes("access from a condition", nodes, { RemoteAccess: { "Fn::If": ["Open", {}, {}] } }),
    exposes("tasks with public addresses", tasks, assigned("ENABLED")),
    exposes("tasks whose address setting comes from a parameter", tasks, assigned({ Ref: "Public" })),
    exposes("task sets with public addresses, in a template", "AWS::ECS::TaskSet", assigned("ENABLED")),
    exposes("a schedule's tasks with public addresses, in a template", "AWS::Scheduler::Schedule", {
        Target: { EcsParameters: assigned("ENABLED") },
    }),
    exposes("a pipe's tasks with public addresses, in a template", "AWS::Pipes::Pipe", {
        TargetParameters: { EcsTaskParameters: assigned({ Ref: "Public" }) },
    }),
    exposes("the second target of a rule, in a template", "AWS::Events::Rule", {
        Targets: [{ Arn: "a" }, { EcsParameters: ruled("ENABLED") }],
    }),
    exposes("targets from a parameter", "AWS::Events::Rule", { Targets: { Ref: "Targets" } }),
    exposes("a Lattice service that is public by default, in a template", "AWS::VpcLattice::Service", { Name: "shop" }),
    exposes("App Runner, which is public by default", runner, { ServiceName: "shop" }),
    exposes("App Runner whose access comes from a parameter", runner, reach({ Ref: "Public" })),
    exposes("a GraphQL API, which is global by default", graph, { Name: "shop" }),
    exposes("an explicitly public GraphQL API", graph, { Visibility: "GLOBAL" }),
    exposes("an address on a machine", "AWS::EC2::EIP", { InstanceId: "i-1" }),
    exposes("an address on a machine of the template", "AWS::EC2::EIP", { InstanceId: { Ref: "Machine" } }),
    exposes("a rule with a prefix list", "AWS::EC2::SecurityGroupIngress", { SourcePrefixListId: "pl-1" }),
    exposes("a group whose rules are one object", group, { SecurityGroupIngress: { CidrIp: "0.0.0.0/0" } }),
    exposes("the second rule of a group", group, {
        SecurityGroupIngress: [{ CidrIp: "10.0.0.0/8" }, { CidrIpv6: "2000::/3" }],
    }),
    breaks(
        "a type in lower case",
        { typeName: "aws::elasticloadbalancingv2::loadbalancer", desiredState: "{}" },
        "aws:cloudcontrol/resource:Resource",
    ),
    breaks(
        "a type of AWS in lower case that no rule joins",
        { typeName: "aws::globalaccelerator::accelerator", desiredState: "{}" },
        "aws:cloudcontrol/resource:Resource",
    ),
    breaks("App Runner of aws-native", { networkConfiguration: unknown }, "aws-native:apprunner:Service"),
];

/** The same types, explicitly private. */
export const clean: readonly CleanCase[] = [
    harmless(
        "an internal load balancer with functions in the short form",
        yaml(balancer, "Scheme: internal\nSubnets: !Ref Subnets"),
    ),
    holds("a load balancer for appliances in a template", balancer, { Type: "gateway" }),
    holds("an internal load balancer with mappings of its subnets", balancer, {
        Scheme: "internal",
        SubnetMappings: [{ SubnetId: { Ref: "Subnet" } }],
    }),
    holds("an internal classic load balancer in a template", classic, { Scheme: "internal", Listeners: [] }),
    holds("a group without rules in a template", group, { GroupDescription: "shop" }),
    holds("unreachable machines, in a template", nodes, { Subnets: { "Fn::ImportValue": "subnets" } }),
    holds("machines that a group reaches, in a template", nodes, {
        RemoteAccess: { Ec2SshKey: "ops", SourceSecurityGroups: [{ Ref: "Office" }] },
    }),
    holds("a schedule that starts tasks in the network, in a template", "AWS::Scheduler::Schedule", {
        Target: { EcsParameters: assigned("DISABLED") },
    }),
    holds("a pipe to a queue, in a template", "AWS::Pipes::Pipe", { Target: { Ref: "Queue" } }),
    holds("a rule that starts tasks in the network, in a template", "AWS::Events::Rule", {
        Targets: [{ Arn: "a" }, { EcsParameters: ruled("DISABLED") }],
    }),
    holds("a rule without targets, in a template", "AWS::Events::Rule", { State: "DISABLED" }),
    holds("a Lattice service with IAM authorization, in a template", "AWS::VpcLattice::Service", {
        AuthType: "AWS_IAM",
    }),
    holds("a link to a load balancer, in a template", "AWS::ApiGateway::VpcLink", { TargetArns: [{ Ref: "Shop" }] }),
    harmless("an aws-native link", { targetArns: unknown }, "aws-native:apigateway:VpcLink"),
    holds("tasks on self-managed machines, in a template", tasks, { Cluster: { Ref: "Cluster" } }),
    holds("tasks without public addresses, in a template", tasks, assigned("DISABLED")),
    holds("App Runner inside the network, in a template", runner, reach(false)),
    holds("a private GraphQL API in a template", graph, { Visibility: "PRIVATE" }),
    holds("an address without an association, in a template", "AWS::EC2::EIP", { Domain: "vpc" }),
    holds("a function that the gateway invokes, in a template", permission, {
        Principal: "apigateway.amazonaws.com",
        SourceArn: { "Fn::Sub": "arn:aws:execute-api:x" },
    }),
];
