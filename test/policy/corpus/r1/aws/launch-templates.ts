import { type Declared, type Json, unknown } from "../../../engine";
import type { CleanCase, ViolationCase } from "../../case";
import { gatewayStack, onlyByCertificate, withCertificate } from "../../gateway/stack";

type Props = { readonly [key: string]: Json };

const past = (reason: string, at: string, ...resources: readonly Declared[]): ViolationCase => ({
    reason,
    policy: "r1-private-paths",
    at,
    resources,
});

const holds = (reason: string, ...resources: readonly Declared[]): CleanCase => ({ reason, resources });

const resource = (type: string, name: string, props: Props, from: Declared["from"] = {}): Declared => ({
    type: `aws:${type}`,
    name,
    props,
    from,
});

const group = (name: string, id?: string): Declared => ({
    ...resource("ec2/securityGroup:SecurityGroup", name, { description: name }),
    ...(id !== undefined && { outputs: { id } }),
});
const template = (networkInterfaces: Json, ...from: string[]): Declared =>
    resource("ec2/launchTemplate:LaunchTemplate", "template", { networkInterfaces }, { networkInterfaces: from });
const configuration = (props: Props, ...from: string[]): Declared =>
    resource("ec2/launchConfiguration:LaunchConfiguration", "template", props, { securityGroups: from });
const open = { associatePublicIpAddress: "true" };

const distribution = (origins: Json, ...from: string[]): Declared =>
    resource("cloudfront/distribution:Distribution", "cdn", { origins }, { origins: from });
const origin = (domainName: Json, more: Props = {}): Json => ({ originId: "a", domainName, ...more });
const host = "a1b2.execute-api.eu-central-1.amazonaws.com";
const bucket = resource("s3/bucket:Bucket", "files", {});
const balancer = resource("lb/loadBalancer:LoadBalancer", "inside", { internal: true });

const domainRule = (apiId: Json, ...from: string[]): Declared =>
    resource(
        "apigatewayv2/routingRule:RoutingRule",
        "rule",
        { domainName: "api.example.com", priority: 1, actions: [{ invokeApi: { apiId, stage: "Test" } }] },
        { actions: from },
    );

/** Machines, distributions and domain names that are exposed through another resource. */
export const violations: readonly ViolationCase[] = [
    past("a carrier IP address", "template", template([{ associateCarrierIpAddress: "true" }])),
    past("an address that may be public", "template", template([{ associatePublicIpAddress: unknown }])),
    past("a string that is not a boolean", "template", template([{ associatePublicIpAddress: "yes" }])),
    past("a number of IPv6 addresses", "template", template([{ ipv6AddressCount: 1 }])),
    past("explicit IPv6 addresses", "template", template([{ ipv6Addresses: ["2001:db8::1"] }])),
    past("explicit IPv6 prefixes", "template", template([{ ipv6Prefixes: ["2001:db8::/80"] }])),
    past("an unknown number of IPv6 prefixes", "template", template([{ ipv6PrefixCount: unknown }])),
    past("an interface instead of a list", "template", template(open)),
    past("an unknown interface", "template", template([unknown])),
    past("a public address and no groups", "template", group("nodes"), template([{ ...open, securityGroups: [] }])),
    {
        ...past(
            "a second interface whose group is outside the stack",
            "template",
            group("nodes"),
            template(
                [
                    { ...open, securityGroups: [unknown] },
                    { ...open, securityGroups: ["sg-1"] },
                ],
                "nodes",
            ),
        ),
        unknownIsFine: ["template networkInterfaces.1.securityGroups.0"],
    },
    {
        ...past(
            "a constant group, and another interface with a group in the stack",
            "template",
            group("nodes"),
            template([{ ...open, securityGroups: ["sg-1"] }, { securityGroups: [unknown] }], "nodes"),
        ),
        unknownIsFine: ["template networkInterfaces.0.securityGroups.0"],
    },
    past(
        "a constant group alongside a group in the stack",
        "template",
        group("nodes"),
        template([{ ...open, securityGroups: [unknown, "sg-1"] }], "nodes"),
    ),
    past(
        "two groups, of which one is not in the stack",
        "template",
        group("nodes"),
        template([{ ...open, securityGroups: [unknown, unknown] }], "nodes"),
    ),
    past(
        "a rule of a group instead of the group",
        "template",
        resource("ec2/securityGroupRule:SecurityGroupRule", "nodes", { type: "egress" }),
        template([{ ...open, securityGroups: [unknown] }], "nodes"),
    ),
    past(
        "a security group with an id that is not in the stack",
        "template",
        group("nodes", "sg-2"),
        template([{ ...open, securityGroups: ["sg-1"] }]),
    ),
    past(
        "an old launch configuration with a group outside the stack",
        "template",
        configuration({ ...open, securityGroups: ["sg-1"] }),
    ),
    past(
        "a distribution whose origins are unknown",
        "cdn",
        ...gatewayStack({}, [{ ...distribution(unknown), from: { origins: ["api"] } }]),
    ),
    past("a distribution without origins", "cdn", distribution(null)),
    past("a distribution with one origin instead of a list", "cdn", distribution(origin(host))),
    past("an origin without a host", "cdn", distribution([{ originId: "a" }])),
    past("an origin whose host is not a string", "cdn", distribution([origin(7)])),
    past("a host that only begins as the gateway's", "cdn", distribution([origin(`${host}.example.com`)])),
    past("a host that only begins as a bucket's", "cdn", distribution([origin("a.s3.amazonaws.com.example.com")])),
    past("a host that only ends as the gateway's", "cdn", distribution([origin("execute-api.eu.amazonaws.com")])),
    past(
        "the second origin that bypasses the gateway",
        "cdn",
        distribution([origin(host), origin("shop.example.com")]),
    ),
    past(
        "a known gateway and an unknown host",
        "cdn",
        distribution([origin(host), origin(unknown, { originId: "b" })]),
    ),
    past(
        "two unknown hosts and one gateway",
        "cdn",
        ...gatewayStack({}, [distribution([origin(unknown), origin(unknown, { originId: "b" })], "api")]),
    ),
    past(
        "a load balancer's host, with the gateway's stage as the origin path",
        "cdn",
        ...gatewayStack({}, [balancer, distribution([origin(unknown, { originPath: unknown })], "inside", "stage")]),
    ),
    past("an unknown origin inside the network", "cdn", distribution([origin(host, { vpcOriginConfig: unknown })])),
    past(
        "a multi-tenant distribution with an origin inside the network, as an object",
        "shared",
        resource("cloudfront/multitenantDistribution:MultitenantDistribution", "shared", {
            origins: [origin(host, { vpcOriginConfigs: { vpcOriginId: "v" } })],
        }),
    ),
    past("a rule of a domain name, for an API outside the stack", "rule", ...gatewayStack({}, [domainRule("abc")])),
    past("a rule of a domain name, for an unknown API", "rule", ...gatewayStack({}, [domainRule(unknown)])),
    past("a domain name rule without an API", "rule", ...gatewayStack({}, [domainRule(null)])),
    {
        ...past(
            "a constant API, and a value of the stack's API alongside it",
            "rule",
            ...gatewayStack({}, [domainRule("abc", "api")]),
        ),
        unknownIsFine: ["rule actions.0", "rule actions.0.invokeApi", "rule actions.0.invokeApi.apiId"],
    },
    past(
        "a rule of a domain name, for an API in the stack and one outside the stack",
        "rule",
        ...gatewayStack({ api: { outputs: { id: "abc" } } }, [
            {
                ...domainRule("abc"),
                props: {
                    domainName: "api.example.com",
                    actions: ["abc", "xyz"].map((apiId) => ({ invokeApi: { apiId, stage: "Test" } })),
                },
            },
        ]),
    ),
    past("a rule of a domain name whose actions are unknown", "rule", {
        ...domainRule("abc"),
        props: { domainName: "api.example.com", actions: unknown },
    }),
];

/** The same without a path that bypasses the gateway. */
export const clean: readonly CleanCase[] = [
    holds(
        "a launch template that disables every address",
        template([{ associatePublicIpAddress: "false", ipv6AddressCount: 0, ipv6Addresses: [], deviceIndex: 0 }]),
    ),
    holds("a launch template with an empty list of interfaces", template([])),
    holds(
        "two interfaces of groups in the stack",
        group("nodes"),
        group("storage"),
        template(
            [
                { ...open, securityGroups: [unknown] },
                { ...open, securityGroups: [unknown, unknown] },
            ],
            "nodes",
            "storage",
        ),
    ),
    holds(
        "a launch template of a group in the stack, after an update",
        group("nodes", "sg-1"),
        template([{ ...open, securityGroups: ["sg-1"] }], "nodes"),
    ),
    holds(
        "an old launch configuration with a group in the stack",
        group("nodes"),
        configuration({ ...open, securityGroups: [unknown] }, "nodes"),
    ),
    holds("an old launch configuration that disables addresses", configuration({ associatePublicIpAddress: false })),
    holds(
        "a distribution of files, for each form of a bucket's host",
        distribution([
            origin("files.s3.amazonaws.com"),
            origin("files.s3.eu-central-1.amazonaws.com"),
            origin("files.s3.dualstack.eu-central-1.amazonaws.com"),
            origin("files.s3-website.eu-central-1.amazonaws.com"),
            origin("files.s3-website-us-east-1.amazonaws.com"),
            origin("files.s3.cn-north-1.amazonaws.com.cn"),
        ]),
    ),
    holds(
        "a distribution of files and of the gateway, with an empty list of origins inside the network",
        ...onlyByCertificate([
            bucket,
            distribution(
                [
                    origin(unknown, { vpcOriginConfigs: [], ...withCertificate }),
                    origin(unknown, { originId: "b" }),
                    origin(host),
                ],
                "api",
                "files",
            ),
        ]),
    ),
    holds(
        "a distribution of a bucket's website",
        bucket,
        resource("s3/bucketWebsiteConfiguration:BucketWebsiteConfiguration", "website", { bucket: unknown }),
        distribution([origin(unknown)], "website"),
    ),
    holds(
        "a domain name for the API, through its stage",
        ...gatewayStack({}, [
            resource(
                "apigateway/basePathMapping:BasePathMapping",
                "mapping",
                { restApi: unknown, stageName: unknown },
                { restApi: ["stage"], stageName: ["stage"] },
            ),
        ]),
    ),
    holds("a rule of a domain name, for the API", ...gatewayStack({}, [domainRule(unknown, "api")])),
    holds(
        "a rule of a domain name, for the API, after an update",
        ...gatewayStack({ api: { outputs: { id: "abc" } } }, [domainRule("abc", "api")]),
    ),
];
