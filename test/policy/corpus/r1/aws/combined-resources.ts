import { type Declared, type Json, unknown } from "../../../engine";
import type { CleanCase, ViolationCase } from "../../case";
import { gatewayStack } from "../../gateway/stack";

type Props = { readonly [key: string]: Json };

const past = (reason: string, at: string, ...resources: Declared[]): ViolationCase => ({
    reason,
    policy: "r1-private-paths",
    at,
    resources,
});

const holds = (reason: string, ...resources: Declared[]): CleanCase => ({ reason, resources });

const list = (entries: Json): Declared => ({
    type: "aws:ec2/managedPrefixList:ManagedPrefixList",
    name: "list",
    props: { entries },
});
const admits: Declared = {
    type: "aws:ec2/securityGroup:SecurityGroup",
    name: "office",
    props: { ingress: [{ prefixListIds: [unknown] }] },
    from: { ingress: ["list"] },
};
const entry = (cidr: Json): Declared => ({
    type: "aws:ec2/managedPrefixListEntry:ManagedPrefixListEntry",
    name: "entry",
    props: { cidr, prefixListId: unknown },
    from: { prefixListId: ["list"] },
});
const ofRule = (type: string): Declared => ({
    type: "aws:ec2/securityGroupRule:SecurityGroupRule",
    name: "rule",
    props: { type, prefixListIds: [unknown] },
    from: { prefixListIds: ["list"] },
});

const subnet = (name: string, props: Props): Declared => ({ type: "aws:ec2/subnet:Subnet", name, props });
const nodes = (...subnets: string[]): Declared => ({
    type: "aws:eks/nodeGroup:NodeGroup",
    name: "nodes",
    props: { subnetIds: [unknown] },
    from: { subnetIds: subnets },
});
const open = subnet("open", { mapPublicIpOnLaunch: true });
const shut = subnet("shut", {});

const shared = (domainName: Json, more: Props = {}): Declared => ({
    type: "aws:cloudfront/multitenantDistribution:MultitenantDistribution",
    name: "shared",
    props: { origins: [{ id: "a", domainName, ...more }] },
});
const host = "a1b2.execute-api.eu-central-1.amazonaws.com";
const tenant = (from: Declared["from"] = {}): Declared => ({
    type: "aws:cloudfront/distributionTenant:DistributionTenant",
    name: "tenant",
    props: { distributionId: unknown },
    from,
});

const mapping = (props: Props, from: Declared["from"] = {}): Declared => ({
    type: "aws:apigateway/basePathMapping:BasePathMapping",
    name: "mapping",
    props: { domainName: "api.example.com", ...props },
    from,
});

const kubernetes = (type: string, name: string, props: Props): Declared => ({
    type: `kubernetes:${type}`,
    name,
    props,
});
const gateway = [
    kubernetes("gateway.k8s.aws/v1beta1:LoadBalancerConfiguration", "internal", {
        metadata: { name: "internal" },
        spec: { scheme: "internal" },
    }),
    kubernetes("gateway.networking.k8s.io/v1:GatewayClass", "alb", {
        metadata: { name: "alb" },
        spec: { controllerName: "gateway.k8s.aws/alb" },
    }),
    kubernetes("gateway.networking.k8s.io/v1:Gateway", "edge", {
        metadata: { name: "edge" },
        spec: {
            gatewayClassName: "alb",
            infrastructure: {
                parametersRef: { group: "gateway.k8s.aws", kind: "LoadBalancerConfiguration", name: "internal" },
            },
        },
    }),
];
const route = (spec: Json): Declared => kubernetes("gateway.networking.k8s.io/v1:HTTPRoute", "route", { spec });

/** Exposure that only a combination of resources shows. */
export const violations: readonly ViolationCase[] = [
    past(
        "a prefix list with the whole internet",
        "list",
        list([{ cidr: "10.0.0.0/8" }, { cidr: "0.0.0.0/0" }]),
        admits,
    ),
    past("a separate entry that contains the whole internet", "entry", list([]), entry("0.0.0.0/1"), admits),
    past("unknown entries", "list", list(unknown), admits),
    past("an unknown address", "entry", list([]), entry(unknown), admits),
    past("a separate rule", "list", list([{ cidr: "203.0.113.0/24" }]), ofRule("ingress")),
    past("a list with an id that is not in the stack", "office", list([]), {
        ...admits,
        props: { ingress: [{ prefixListIds: ["pl-1"] }] },
        from: {},
    }),
    past("machines in a subnet that assigns public addresses", "nodes", shut, open, nodes("shut", "open")),
    past(
        "machines in a subnet that assigns IPv6 addresses",
        "nodes",
        subnet("six", { assignIpv6AddressOnCreation: true }),
        nodes("six"),
    ),
    past(
        "machines in a subnet that may assign addresses",
        "nodes",
        subnet("may", { mapPublicIpOnLaunch: unknown }),
        nodes("may"),
    ),
    past("a group of machines", "group", open, {
        type: "aws:autoscaling/group:Group",
        name: "group",
        props: { vpcZoneIdentifiers: unknown },
        from: { vpcZoneIdentifiers: ["open"] },
    }),
    past("a single machine whose subnet decides on its address", "machine", open, {
        type: "aws:ec2/instance:Instance",
        name: "machine",
        props: { subnetId: unknown },
        from: { subnetId: ["open"] },
    }),
    past("a multi-tenant distribution", "shared", shared("backend.example.com")),
    past(
        "a multi-tenant distribution with an origin inside the network",
        "shared",
        shared(host, { vpcOriginConfigs: [{ vpcOriginId: "v" }] }),
    ),
    past("a host that depends on the tenant", "shared", shared("{{host}}.example.com")),
    past("a tenant of a distribution outside the stack", "tenant", tenant()),
    past("a domain name for an API outside the stack", "mapping", mapping({ restApi: "abc", stageName: "Test" })),
    past("a domain name for an unknown API", "mapping", mapping({ restApi: unknown })),
    past(
        "a route of a Gateway outside the stack",
        "route",
        route({ parentRefs: [{ name: "shared", namespace: "infra" }] }),
    ),
    past("a route of two Gateways", "route", ...gateway, route({ parentRefs: [{ name: "edge" }, { name: "public" }] })),
    past(
        "a Gateway among Deployments",
        "mixed",
        kubernetes("apps/v1:DeploymentList", "mixed", {
            items: [{ apiVersion: "gateway.networking.k8s.io/v1", kind: "Gateway", spec: { gatewayClassName: "a" } }],
        }),
    ),
    past(
        "a Gateway in a list within a list",
        "nested",
        kubernetes("v1:List", "nested", {
            items: [
                {
                    apiVersion: "gateway.networking.k8s.io/v1",
                    kind: "GatewayList",
                    items: [{ spec: { gatewayClassName: "a" } }],
                },
            ],
        }),
    ),
    past("routes whose Gateways are unknown", "route", ...gateway, route({ parentRefs: unknown })),
];

/** The same without exposure. */
export const clean: readonly CleanCase[] = [
    holds(
        "a prefix list of private addresses",
        list([{ cidr: "10.0.0.0/8" }]),
        entry("192.168.0.0/16"),
        ofRule("ingress"),
    ),
    holds(
        "a prefix list of private addresses, after an update",
        { ...list([{ cidr: "10.0.0.0/8" }]), outputs: { id: "pl-1" } },
        { ...admits, props: { ingress: [{ prefixListIds: ["pl-1"] }] }, from: {} },
    ),
    holds("a prefix list with the whole internet, for egress", list([{ cidr: "0.0.0.0/0" }]), ofRule("egress")),
    holds("machines in a private subnet, alongside a public one", open, shut, nodes("shut")),
    holds("machines in a subnet that assigns no addresses", subnet("no", { mapPublicIpOnLaunch: false }), nodes("no")),
    holds("a machine without an address from its subnet", open, {
        type: "aws:ec2/instance:Instance",
        name: "machine",
        props: { subnetId: unknown, associatePublicIpAddress: false },
        from: { subnetId: ["open"] },
    }),
    holds("a multi-tenant distribution in front of a gateway", shared(host), tenant({ distributionId: ["shared"] })),
    holds("a domain name for the API", ...gatewayStack({}, [mapping({ restApi: unknown }, { restApi: ["api"] })])),
    holds(
        "a Gateway of a class with internal settings",
        ...gateway.slice(0, 1),
        kubernetes("gateway.networking.k8s.io/v1:GatewayClass", "private", {
            metadata: { name: "private" },
            spec: {
                controllerName: "gateway.k8s.aws/alb",
                parametersRef: { group: "gateway.k8s.aws", kind: "LoadBalancerConfiguration", name: "internal" },
            },
        }),
        kubernetes("gateway.networking.k8s.io/v1:Gateway", "edge", { spec: { gatewayClassName: "private" } }),
    ),
    holds("a route of an internal Gateway", ...gateway, route({ parentRefs: [{ name: "edge" }] })),
    holds(
        "a route of a Service, inside the cluster",
        route({ parentRefs: [{ kind: "Service", group: "", name: "shop" }] }),
    ),
];
