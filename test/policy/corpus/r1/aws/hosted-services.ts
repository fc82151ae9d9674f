import { type Declared, type Json, unknown } from "../../../engine";
import type { CleanCase, ViolationCase } from "../../case";

type Props = { readonly [key: string]: Json };

const resource = (type: string, props: Props): Declared => ({ type: `aws:${type}`, name: "shop", props });
const breaks = (reason: string, type: string, props: Props): ViolationCase => ({
    reason,
    policy: "r1-private-aws",
    resources: [resource(type, props)],
});
const holds = (reason: string, type: string, props: Props): CleanCase => ({
    reason,
    resources: [resource(type, props)],
});

const amplify = "amplify/app:App";
const rewrites = (...rules: Json[]): Props => ({ customRules: rules });
const api = "https://api.example.com/<*>";

const beanstalk = "elasticbeanstalk/environment:Environment";
const option = (namespace: Json, name: Json, value: Json): Json => ({ namespace, name, value });
const vpc = (name: Json, value: Json): Json => option("aws:ec2:vpc", name, value);
const privately: readonly Json[] = [vpc("ELBScheme", "internal"), vpc("AssociatePublicIpAddress", "false")];
const environment = (...settings: Json[]): Props => ({ settings });
const kind = "aws:elasticbeanstalk:environment";

const addon = "eks/addon:Addon";
const cluster = "eks/cluster:Cluster";
const access = (publicAccessCidrs: Json, more: Props = {}): Props => ({
    vpcConfig: { endpointPublicAccess: true, publicAccessCidrs, ...more },
});
const balancer = "lb/loadBalancer:LoadBalancer";

/** Hosted services: apps, environments, add-ons, the cluster's endpoint, load balancers. */
export const violations: readonly ViolationCase[] = [
    breaks("an app whose platform is unknown", amplify, { platform: unknown }),
    breaks("an app whose platform is not a string", amplify, { platform: ["WEB"] }),
    breaks("an app with one rule instead of a list", amplify, { customRules: { source: "/<*>", target: api } }),
    breaks("an app with an unknown rule", amplify, rewrites(unknown)),
    breaks("a status that contains a redirect's status", amplify, rewrites({ target: api, status: "1302" })),
    breaks("a status that is a prefix of a redirect's", amplify, rewrites({ target: api, status: "3020" })),
    breaks("calls forwarded if no file exists", amplify, rewrites({ target: api, status: "404-200" })),
    breaks("calls forwarded with an unknown status", amplify, rewrites({ target: api, status: unknown })),
    breaks(
        "calls forwarded to a host without its scheme",
        amplify,
        rewrites({ target: "//x.example.com", status: "200" }),
    ),
    breaks("an unknown target", amplify, rewrites({ source: "/<*>", target: unknown, status: "200" })),
    breaks("a rule without a status", amplify, rewrites({})),
    breaks("one setting of an environment instead of a list", beanstalk, { settings: privately[0] ?? null }),
    breaks("an environment without settings", beanstalk, { settings: [] }),
    breaks("an environment without a scheme", beanstalk, environment(vpc("AssociatePublicIpAddress", "false"))),
    breaks(
        "an environment without an address setting",
        beanstalk,
        environment(vpc("ELBScheme", "internal"), vpc("ELBScheme", "internal")),
    ),
    breaks(
        "public addresses, in the last entry",
        beanstalk,
        environment(...privately, vpc("AssociatePublicIpAddress", "true")),
    ),
    breaks(
        "public addresses, in the first entry",
        beanstalk,
        environment(vpc("AssociatePublicIpAddress", "true"), ...privately),
    ),
    breaks(
        "a scheme under another namespace",
        beanstalk,
        environment(
            option("aws:elbv2:loadbalancer", "ELBScheme", "internal"),
            vpc("AssociatePublicIpAddress", "false"),
        ),
    ),
    breaks("an unknown namespace", beanstalk, environment(...privately, option(unknown, "ELBScheme", "internal"))),
    breaks("a setting whose name is unknown", beanstalk, environment(...privately, vpc(unknown, "false"))),
    breaks("an unknown scheme", beanstalk, environment(...privately, vpc("ELBScheme", unknown))),
    breaks("an unknown setting", beanstalk, environment(...privately, unknown)),
    breaks(
        "a single instance has its own public address",
        beanstalk,
        environment(...privately, option(kind, "EnvironmentType", "SingleInstance")),
    ),
    breaks(
        "a shared load balancer has its own scheme",
        beanstalk,
        environment(...privately, option(kind, "LoadBalancerIsShared", "true")),
    ),
    breaks("an add-on that is a gateway", addon, { addonName: "kong_konnect-ri" }),
    breaks("an add-on that is an Ingress controller", addon, {
        addonName: "haproxy-technologies_kubernetes-ingress-ee",
    }),
    breaks("an unknown add-on", addon, { addonName: unknown }),
    breaks("an add-on whose name is not a string", addon, { addonName: 7 }),
    breaks("an object instead of a configuration string", addon, {
        configurationValues: { service: { type: "NodePort" } },
    }),
    breaks("a configuration that is a list", addon, { configurationValues: "[]" }),
    breaks("a configuration that is not JSON", addon, { configurationValues: "service type LoadBalancer" }),
    breaks("a configuration in YAML", addon, { configurationValues: "service:\n  type: NodePort\n" }),
    breaks("a string for the access", cluster, {
        vpcConfig: { endpointPublicAccess: "no", publicAccessCidrs: ["10.0.0.0/8"] },
    }),
    breaks("a block instead of a list", cluster, access("203.0.113.0/24")),
    breaks("a number instead of a block", cluster, access(["203.0.113.0/24", 7])),
    breaks("a string instead of a block", cluster, access(["office"])),
    breaks("a block one bit too wide", cluster, access(["203.0.0.0/15"])),
    breaks("an IPv6 block one bit too wide", cluster, access(["2001:db8::/31"])),
    breaks("unknown mappings", balancer, { internal: true, subnetMappings: unknown }),
    breaks("a mapping instead of a list", balancer, {
        internal: true,
        subnetMappings: { allocationId: "eipalloc-1" },
    }),
    breaks("an Elastic IP address for one subnet of two", balancer, {
        internal: true,
        subnetMappings: [{ subnetId: "a" }, { subnetId: "b", allocationId: unknown }],
    }),
];

/** The same services, explicitly private. */
export const clean: readonly CleanCase[] = [
    holds("a static app", amplify, { name: "shop", repository: "https://example.com/shop" }),
    holds("a static app with every redirect", amplify, {
        platform: "WEB",
        customRules: [
            ...["301", "302", "307", "308"].map((status) => ({ source: "/a", target: api, status })),
            { source: "/<*>", target: "/index.html", status: "200" },
        ],
    }),
    holds(
        "an explicitly private environment with its own load balancer",
        beanstalk,
        environment(
            option(kind, "EnvironmentType", "LoadBalanced"),
            option(kind, "LoadBalancerIsShared", "false"),
            option("aws:autoscaling:launchconfiguration", "ELBScheme", "public"),
            ...privately,
        ),
    ),
    holds("an AWS add-on", addon, { addonName: "aws-ebs-csi-driver", addonVersion: unknown }),
    holds("an add-on with an empty configuration", addon, { addonName: "vpc-cni", configurationValues: "" }),
    holds("an add-on with a configuration in YAML", addon, { configurationValues: "replicaCount: 2\n" }),
    holds("an endpoint for blocks of the maximum size", cluster, access(["203.0.0.0/16", "2001:db8::/32"])),
    holds("an endpoint for a wide private block", cluster, access(["10.0.0.0/8"])),
    holds("an internal load balancer with mappings", balancer, {
        internal: true,
        subnetMappings: [{ subnetId: "a" }, { subnetId: unknown, privateIpv4Address: "10.0.0.5" }],
    }),
    holds("an internal load balancer with an empty list of mappings", balancer, { internal: true, subnetMappings: [] }),
];
