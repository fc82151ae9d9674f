import type { Declared, Json } from "../../engine";
import type { ViolationCase } from "../case";

type Props = { readonly [key: string]: Json };

const aws = (reason: string, type: string, props: Props): ViolationCase => ({
    reason,
    policy: "r1-private-aws",
    resources: [{ type: `aws:${type}`, name: "shop", props }],
});

const kubernetes = (reason: string, type: string, props: Props): ViolationCase => ({
    reason,
    policy: "r1-private-kubernetes",
    resources: [{ type: `kubernetes:${type}`, name: "shop", props }],
});

const joined = (reason: string, at: string, ...resources: Declared[]): ViolationCase => ({
    reason,
    policy: "r1-private-paths",
    at,
    resources,
});

const pods = (spec: Json): Props => ({ spec: { template: { spec } } });
const group = "ec2/securityGroup:SecurityGroup";

/** Values that do not match the provider's schema, so that their effect is unknown. */
export const violations: readonly ViolationCase[] = [
    aws("rules of a group that are not a list", group, { ingress: { cidrBlocks: ["10.0.0.0/8"] } }),
    aws("a rule of a group that is a string", group, { ingress: ["0.0.0.0/0"] }),
    aws("a rule of a group that is null", group, { ingress: [null] }),
    aws("a block that is a number", group, { ingress: [{ cidrBlocks: [0] }] }),
    aws("a block instead of a list of blocks", group, { ingress: [{ cidrBlocks: "0.0.0.0/0" }] }),
    aws("a group rule with type egress that has a public block", group, {
        type: "egress",
        ingress: [{ cidrBlocks: ["0.0.0.0/0"] }],
    }),
    aws("an ingress rule with type egress", "vpc/securityGroupIngressRule:SecurityGroupIngressRule", {
        type: "egress",
        cidrIpv4: "0.0.0.0/0",
    }),
    aws("a machine whose address is not a boolean", "ec2/instance:Instance", { associatePublicIpAddress: "yes" }),
    aws("specifications of a fleet that are not a list", "ec2/spotFleetRequest:SpotFleetRequest", {
        launchSpecifications: { associatePublicIpAddress: true },
    }),
    aws("a fleet whose address is not a boolean", "ec2/spotFleetRequest:SpotFleetRequest", {
        launchSpecifications: [{ associatePublicIpAddress: "no" }],
    }),
    aws("source groups of an SSH key that are not a list", "eks/nodeGroup:NodeGroup", {
        remoteAccess: { ec2SshKey: "ops", sourceSecurityGroupIds: "sg-1" },
    }),
    aws("tasks whose network is a string", "ecs/service:Service", { networkConfiguration: "awsvpc" }),
    aws("Cloud Control of a type that is a number", "cloudcontrol/resource:Resource", { typeName: 7 }),
    aws("Cloud Control without a state", "cloudcontrol/resource:Resource", {
        typeName: "AWS::ElasticLoadBalancingV2::LoadBalancer",
    }),
    kubernetes("a Service whose type is a list", "core/v1:Service", { spec: { type: ["LoadBalancer"] } }),
    kubernetes("a Service whose ports are not a list", "core/v1:Service", { spec: { ports: { nodePort: 30080 } } }),
    kubernetes("a port that is a number", "core/v1:Service", { spec: { ports: [30080] } }),
    kubernetes("an external address instead of a list", "core/v1:Service", { spec: { externalIPs: "203.0.113.9" } }),
    kubernetes("a Service whose annotations are a string", "core/v1:Service", {
        metadata: { annotations: "internal" },
        spec: { type: "LoadBalancer" },
    }),
    kubernetes("a legacy annotation that is not a string", "core/v1:Service", {
        metadata: { annotations: { "service.beta.kubernetes.io/aws-load-balancer-internal": true } },
        spec: { type: "LoadBalancer" },
    }),
    kubernetes("a host network that is not a boolean", "apps/v1:Deployment", pods({ hostNetwork: "yes" })),
    kubernetes(
        "containers that are not a list",
        "apps/v1:Deployment",
        pods({ containers: { ports: [{ hostPort: 80 }] } }),
    ),
    kubernetes(
        "ports of a container that are not a list",
        "apps/v1:Deployment",
        pods({ containers: [{ ports: { hostPort: 80 } }] }),
    ),
    kubernetes("a container that is a string", "apps/v1:Deployment", pods({ containers: ["web"] })),
    kubernetes("a list whose items are not a list", "core/v1:ServiceList", { items: { spec: { type: "NodePort" } } }),
    kubernetes("a list whose item is a string", "core/v1:ServiceList", { items: ["spec: { type: NodePort }"] }),
    joined(
        "entries of a prefix list that are not a list",
        "list",
        {
            type: "aws:ec2/managedPrefixList:ManagedPrefixList",
            name: "list",
            props: { entries: { cidr: "0.0.0.0/0" } },
            outputs: { id: "pl-1" },
        },
        { type: `aws:${group}`, name: "office", props: { ingress: [{ prefixListIds: ["pl-1"] }] } },
    ),
    joined(
        "an entry of a prefix list without a readable block",
        "list",
        {
            type: "aws:ec2/managedPrefixList:ManagedPrefixList",
            name: "list",
            props: { entries: [{ cidr: 0 }] },
            outputs: { id: "pl-1" },
        },
        { type: `aws:${group}`, name: "office", props: { ingress: [{ prefixListIds: ["pl-1"] }] } },
    ),
    joined(
        "a subnet whose address assignment is not a boolean",
        "machine",
        {
            type: "aws:ec2/subnet:Subnet",
            name: "open",
            props: { mapPublicIpOnLaunch: "yes" },
            outputs: { id: "subnet-1" },
        },
        {
            type: "aws:ec2/instance:Instance",
            name: "machine",
            props: { subnetId: "subnet-1" },
            from: { subnetId: ["open"] },
        },
    ),
];
