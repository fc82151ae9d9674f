import { type Json, unknown } from "../../../engine";
import type { CleanCase, ViolationCase } from "../../case";

type Props = { readonly [key: string]: Json };

const breaks = (reason: string, type: string, props: Props = {}): ViolationCase => ({
    reason,
    policy: "r1-private-aws",
    resources: [{ type, name: "shop", props }],
});
const holds = (reason: string, type: string, props: Props = {}): CleanCase => ({
    reason,
    resources: [{ type, name: "shop", props }],
});

const stack = "aws:cloudformation/stack:Stack";
const nodeGroup = "aws:eks/nodeGroup:NodeGroup";
const fleet = "aws:ec2/spotFleetRequest:SpotFleetRequest";
const instance = "aws:ec2/instance:Instance";
const files = "aws:transfer/server:Server";
const permission = "aws:lambda/permission:Permission";
const extension = "aws-native:index:ExtensionResource";
const template = (type: string, properties: Props = {}): Props => ({
    templateBody: JSON.stringify({ Resources: { A: { Type: type, Properties: properties } } }),
});

/** One value, or one element of a list, that exposes a service, a machine or a template. */
export const violations: readonly ViolationCase[] = [
    breaks("tasks with public addresses, as a string", "aws:ecs/service:Service", {
        networkConfiguration: { assignPublicIp: "true" },
    }),
    breaks("any account may connect, in addition to a listed one", "aws:ec2/vpcEndpointService:VpcEndpointService", {
        allowedPrincipals: ["arn:aws:iam::111122223333:root", "*"],
    }),
    breaks("a file server with one public address of two", files, {
        endpointType: "VPC",
        endpointDetails: { addressAllocationIds: ["", "eipalloc-1"] },
    }),
    breaks("a file server whose endpoint type is a list with an unknown value", files, { endpointType: [unknown] }),
    breaks("an unknown source group", nodeGroup, {
        remoteAccess: { ec2SshKey: unknown, sourceSecurityGroupIds: unknown },
    }),
    breaks("an unknown SSH key", nodeGroup, { remoteAccess: { ec2SshKey: unknown } }),
    breaks("a first specification of a fleet with public addresses", fleet, {
        launchSpecifications: [{ associatePublicIpAddress: true }, { subnetId: unknown }],
    }),
    breaks("an unknown specification of a fleet", fleet, { launchSpecifications: [unknown] }),
    breaks("a fleet whose address is unknown", fleet, {
        launchSpecifications: [{ associatePublicIpAddress: unknown }],
    }),
    breaks("a machine with IPv6 prefixes", instance, { subnetId: unknown, ipv6Prefixes: ["2001:db8::/80"] }),
    breaks("a machine whose IPv6 addresses are unknown", instance, { subnetId: unknown, ipv6Addresses: unknown }),
    breaks("an interface with an ordered list of IPv6 addresses", "aws:ec2/networkInterface:NetworkInterface", {
        ipv6AddressListEnabled: true,
        ipv6AddressLists: ["2001:db8::1"],
    }),
    breaks("an address on a machine in a template", stack, template("AWS::EC2::EIP", { InstanceId: { Ref: "A" } })),
    breaks("a second template alongside a harmless one", stack, {
        ...template("AWS::SNS::Topic"),
        templateUrl: "https://example.com/template",
    }),
    breaks("a stack without a template", stack),
    breaks("an aws-native stack with a template outside the stack", "aws-native:cloudformation:Stack", {
        templateUrl: "https://example.com/template",
    }),
    breaks("a template whose body is unknown", stack, { templateBody: unknown }),
    breaks("an unreadable template", stack, { templateBody: "{" }),
    breaks("any aws-native type, given as a number", extension, { type: 7 }),
    breaks("a load balancer through aws-native without properties", extension, {
        type: "AWS::ElasticLoadBalancingV2::LoadBalancer",
    }),
];

/** Similar values that expose nothing. */
export const clean: readonly CleanCase[] = [
    holds("App Runner inside the network, as a string", "aws:apprunner/service:Service", {
        networkConfiguration: { ingressConfiguration: { isPubliclyAccessible: "false" } },
    }),
    holds("two explicitly listed accounts", "aws:ec2/vpcEndpointService:VpcEndpointService", {
        allowedPrincipals: ["arn:aws:iam::111122223333:root", "arn:aws:iam::444455556666:root"],
    }),
    holds("a file server in the network with an empty list of addresses", files, {
        endpointType: "VPC",
        endpointDetails: { vpcId: unknown, addressAllocationIds: [] },
    }),
    holds("a permission with an empty type of function URL", permission, {
        principal: "apigateway.amazonaws.com",
        sourceArn: unknown,
        functionUrlAuthType: "",
        invokedViaFunctionUrl: false,
    }),
    holds("unreachable machines without a key", nodeGroup, { subnetIds: ["subnet-1"] }),
    holds("source groups without a key expose nothing", nodeGroup, { remoteAccess: { sourceSecurityGroupIds: [] } }),
    holds("a fleet that does not set addresses", fleet, {
        launchSpecifications: [{ instanceType: "m7i.large", subnetId: "subnet-1" }],
    }),
    holds("a fleet of launch templates", fleet, { launchTemplateConfigs: [{ overrides: [{ subnetId: "subnet-1" }] }] }),
    holds("a machine with IPv6 addresses disabled by every property", instance, {
        associatePublicIpAddress: "false",
        ipv6AddressCount: 0,
        ipv6Addresses: [],
    }),
    holds("an address without an association", "aws:ec2/eip:Eip", { instance: "", networkInterface: null }),
    holds("a group whose egress rule has the type egress", "aws:ec2/securityGroupRule:SecurityGroupRule", {
        type: "egress",
        cidrBlocks: ["0.0.0.0/0"],
        prefixListIds: ["pl-1"],
    }),
    holds("a group with explicitly empty blocks", "aws:ec2/securityGroup:SecurityGroup", {
        ingress: [{ cidrBlocks: null, ipv6CidrBlocks: [], self: true }],
    }),
    holds("an address for a NAT gateway in a template", stack, template("AWS::EC2::EIP", { Domain: "vpc" })),
    holds("an internal load balancer through aws-native, of any type", extension, {
        type: "AWS::ElasticLoadBalancingV2::LoadBalancer",
        properties: { Scheme: "internal" },
    }),
    holds("a bucket through aws-native, of any type", extension, { type: "AWS::S3::Bucket" }),
];
