import { type Declared, type Json, unknown } from "../../../engine";
import type { CleanCase, ViolationCase } from "../../case";

type Props = { readonly [key: string]: Json };

const breaks = (reason: string, type: string, props: Props = {}): ViolationCase => ({
    reason,
    policy: "r1-private-aws",
    resources: [{ type, name: "shop", props }],
});

const holds = (reason: string, type: string, props: Props = {}, more: Partial<Declared> = {}): CleanCase => ({
    reason,
    resources: [{ type, name: "shop", props, ...more }],
});

const stack = "aws:cloudformation/stack:Stack";
const control = "aws:cloudcontrol/resource:Resource";

const balancer = "AWS::ElasticLoadBalancingV2::LoadBalancer";
const template = (type: string, properties: Json = {}): Props => ({
    templateBody: JSON.stringify({
        Resources: { A: { Type: "AWS::SNS::Topic" }, B: { Type: type, Properties: properties } },
    }),
});
const desired = (typeName: string, state: Json): Props => ({ typeName, desiredState: JSON.stringify(state) });

const keyless = {
    openapi: "3.0.1",
    paths: { "/a": { post: { "x-amazon-apigateway-integration": { type: "mock" } } } },
};

/** Resources declared through another service. */
export const violations: readonly ViolationCase[] = [
    breaks("a load balancer in a template is public by default", stack, template(balancer)),
    breaks(
        "an explicitly public load balancer in a template",
        stack,
        template(balancer, { Scheme: "internet-facing" }),
    ),
    breaks("a scheme from a parameter", stack, template(balancer, { Scheme: { Ref: "Scheme" } })),
    breaks("a scheme from a condition, in YAML", stack, {
        templateBody: `Resources:\n  B:\n    Type: ${balancer}\n    Properties:\n      Scheme: !If [Public, internet-facing, internal]\n`,
    }),
    breaks(
        "a group in a template",
        stack,
        template("AWS::EC2::SecurityGroup", { SecurityGroupIngress: [{ CidrIp: "0.0.0.0/1" }] }),
    ),
    breaks(
        "a group in a template with a prefix list",
        stack,
        template("AWS::EC2::SecurityGroup", { SecurityGroupIngress: [{ SourcePrefixListId: "pl-1" }] }),
    ),
    breaks(
        "rules of a group from a function",
        stack,
        template("AWS::EC2::SecurityGroup", { SecurityGroupIngress: { "Fn::If": ["a", [], []] } }),
    ),
    breaks("properties from a condition", stack, template(balancer, { "Fn::If": ["a", { Scheme: "internal" }, {}] })),
    breaks("a cluster in a template", stack, template("AWS::EKS::Cluster", { ResourcesVpcConfig: { SubnetIds: [] } })),
    {
        ...breaks("an API in a template without a key", stack, template("AWS::ApiGateway::RestApi", { Body: keyless })),
        policy: "r4-key-on-every-operation",
    },
    breaks("an accelerator in a template", stack, template("AWS::GlobalAccelerator::Accelerator")),
    breaks("a function URL in a template", stack, template("AWS::Lambda::Url", { AuthType: "NONE" })),
    breaks("code in a template", stack, template("Custom::Opener")),
    breaks("code in a template, under its longer name", stack, template("AWS::CloudFormation::CustomResource")),
    breaks("a Kubernetes object in a template", stack, template("AWSQS::Kubernetes::Resource")),
    breaks("a transform may add anything", stack, {
        templateBody: "Transform: AWS::Serverless-2016-10-31\nResources: { A: { Type: AWS::SNS::Topic } }",
    }),
    breaks(
        "a deeply nested include",
        stack,
        template("AWS::SNS::Topic", { "Fn::Transform": { Name: "AWS::Include" } }),
    ),
    breaks("a template that cannot be read", stack, { templateBody: "just words" }),
    breaks("a resource without a type", stack, { templateBody: '{"Resources": {"A": {}}}' }),
    breaks(
        "an explicitly public load balancer through Cloud Control",
        control,
        desired(balancer, { Scheme: "internet-facing" }),
    ),
    breaks("a load balancer through Cloud Control whose state is unknown", control, {
        typeName: balancer,
        desiredState: unknown,
    }),
    breaks("a state that is not JSON", control, { typeName: "AWS::EC2::SecurityGroup", desiredState: "{" }),
    breaks("a rule through Cloud Control", control, desired("AWS::EC2::SecurityGroupIngress", { CidrIpv6: "::/0" })),
    breaks("an aws-native load balancer is public by default", "aws-native:elasticloadbalancingv2:LoadBalancer"),
    breaks("an aws-native group", "aws-native:ec2:SecurityGroup", {
        securityGroupIngress: [{ cidrIp: "0.0.0.0/0" }],
    }),
    breaks("an unknown aws-native rule", "aws-native:ec2:SecurityGroupIngress", { cidrIp: unknown }),
    breaks("an aws-native function URL", "aws-native:lambda:Url", { authType: "AWS_IAM" }),
    breaks("an aws-native cluster", "aws-native:eks:Cluster", { resourcesVpcConfig: { endpointPublicAccess: true } }),
    breaks("an aws-native distribution", "aws-native:cloudfront:Distribution"),
    breaks("an aws-native accelerator", "aws-native:globalaccelerator:Accelerator"),
    {
        ...breaks("an aws-native API without a key", "aws-native:apigateway:RestApi", { body: keyless }),
        policy: "r4-key-on-every-operation",
    },
    {
        ...breaks("an aws-native stage of no API", "aws-native:apigateway:Stage"),
        policy: "r2-cached-content",
        also: [
            { policy: "r3-rate-limits", at: "shop" },
            { policy: "r4-usage-plans", at: "shop" },
        ],
    },
    {
        ...breaks("an aws-native plan of no stage", "aws-native:apigateway:UsagePlan"),
        policy: "r4-usage-plans",
        also: [{ policy: "r3-rate-limits", at: "shop" }],
    },
    breaks("aws-native tasks", "aws-native:ecs:Service", {
        networkConfiguration: { awsvpcConfiguration: { assignPublicIp: "ENABLED" } },
    }),
    breaks("any type through aws-native", "aws-native:index:ExtensionResource", {
        type: balancer,
        properties: { Scheme: "internet-facing" },
    }),
    breaks("an API through aws-native", "aws-native:index:ExtensionResource", { type: "AWS::ApiGateway::RestApi" }),
    breaks("an unknown type through aws-native", "aws-native:index:ExtensionResource", { type: unknown }),
];

/** Resources declared through another service that are explicitly private or irrelevant. */
export const clean: readonly CleanCase[] = [
    holds(
        "an internal load balancer in a template",
        stack,
        template(balancer, { Scheme: "internal", Subnets: { Ref: "Subnets" } }),
    ),
    holds(
        "a group in a template for its own network",
        stack,
        template("AWS::EC2::SecurityGroup", {
            VpcId: { Ref: "Vpc" },
            SecurityGroupIngress: [{ CidrIp: "10.0.0.0/8" }, { SourceSecurityGroupId: { Ref: "Other" } }],
            SecurityGroupEgress: [{ CidrIp: "0.0.0.0/0" }],
        }),
    ),
    holds(
        "a private cluster in a template",
        stack,
        template("AWS::EKS::Cluster", { ResourcesVpcConfig: { EndpointPublicAccess: false } }),
    ),
    holds("a template in YAML with functions", stack, {
        templateBody:
            "Resources:\n  A:\n    Type: AWS::S3::Bucket\n    Properties: { BucketName: !Sub '${AWS::StackName}-a' }\n",
    }),
    holds("an internal load balancer through Cloud Control", control, desired(balancer, { Scheme: "internal" })),
    holds("a role through Cloud Control, in an unknown state", control, {
        typeName: "AWS::IAM::Role",
        desiredState: unknown,
    }),
    holds("an internal aws-native load balancer", "aws-native:elasticloadbalancingv2:LoadBalancer", {
        scheme: "internal",
        subnets: unknown,
    }),
    holds("an aws-native group for private addresses", "aws-native:ec2:SecurityGroup", {
        securityGroupIngress: [{ cidrIp: "10.0.0.0/16" }],
    }),
    holds("aws-native tasks without addresses", "aws-native:ecs:Service", {
        networkConfiguration: { awsvpcConfiguration: { assignPublicIp: "DISABLED", subnets: unknown } },
    }),
    holds("an aws-native log group", "aws-native:logs:LogGroup", { logGroupName: unknown }),
];
