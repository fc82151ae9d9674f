import { type Declared, unknown } from "../../../engine";
import type { CleanCase, ViolationCase } from "../../case";

const distribution = (domainName: string): Declared => ({
    type: "aws:cloudfront/distribution:Distribution",
    name: "edge",
    props: { origins: [{ originId: "o", domainName }] },
});

const domain: Declared = {
    type: "aws:apigateway/domainName:DomainName",
    name: "shop",
    props: { domainName: "api.example.com" },
};

const inDefaultSubnet = (type: string, property: string, subnet: object = {}): Declared[] => [
    {
        type: "aws:ec2/defaultSubnet:DefaultSubnet",
        name: "default",
        props: { availabilityZone: "eu-west-1a", ...subnet },
    },
    {
        type,
        name: "machine",
        props: { [property]: property === "subnetId" ? unknown : [unknown] },
        from: { [property]: ["default"] },
    },
];

/** Hosts that only look like S3, and default subnets, whose default is public. */
export const violations: readonly ViolationCase[] = [
    ...[
        "eu-west-1a.s3-api-0123456789abcdef.elb.eu-west-1.amazonaws.com",
        "dualstack.s3-api-1234567890.eu-west-1.elb.amazonaws.com",
        "ec2-1-2-3-4.s3.compute.amazonaws.com",
        "olap.s3-object-lambda.eu-west-1.amazonaws.com",
        "x.execute-api.shop.elb.eu-west-1.amazonaws.com",
        "other.example.com",
    ].map(
        (host): ViolationCase => ({
            reason: `a distribution in front of ${host}`,
            policy: "r1-private-paths",
            at: "edge",
            resources: [domain, distribution(host)],
        }),
    ),
    ...[
        ["aws:ec2/instance:Instance", "subnetId"],
        ["aws:eks/nodeGroup:NodeGroup", "subnetIds"],
    ].map(
        ([type = "", property = ""]): ViolationCase => ({
            reason: `a default subnet without settings, of ${type}`,
            policy: "r1-private-paths",
            at: "machine",
            resources: inDefaultSubnet(type, property),
        }),
    ),
];

/** Every form of a bucket's host, the gateway's own domain, and a default subnet that gives no addresses. */
export const clean: readonly CleanCase[] = [
    ...[
        "shop.s3.amazonaws.com",
        "shop.s3.eu-west-1.amazonaws.com",
        "shop.s3-eu-west-1.amazonaws.com",
        "shop.s3.dualstack.us-gov-west-1.amazonaws.com",
        "shop.s3-website-eu-west-1.amazonaws.com",
        "shop.s3-website.ap-southeast-2.amazonaws.com",
        "shop.s3-accesspoint.eu-west-1.amazonaws.com",
        "shop.s3-fips.us-east-1.amazonaws.com",
        "shop.s3-accelerate.amazonaws.com",
        "shop.s3.cn-north-1.amazonaws.com.cn",
        "a1b2c3.execute-api.eu-west-1.amazonaws.com",
        "api.example.com",
    ].map(
        (host): CleanCase => ({
            reason: `a distribution in front of ${host}`,
            resources: [domain, distribution(host)],
        }),
    ),
    {
        reason: "a machine in a default subnet without public addresses",
        resources: inDefaultSubnet("aws:ec2/instance:Instance", "subnetId", { mapPublicIpOnLaunch: false }),
    },
];
