import type { Invokes } from "../../resources/invoke";
import { generated } from "../../resources/template";
import type { Cloud } from "../../state/cloud";
import { isMap, type PropertyMap, type PropertyValue } from "../../state/property-values";
import type { LiveResource } from "../../state/resource-store";
import { filtersOf, routeTableInvokes } from "./route-table";

/** Looks up networks that exist already: the account's default VPC and what was created here. */
export const networkInvokes: Invokes = {
    "aws:ec2/getVpc:getVpc": {
        args: ["default", "id", "region", "tags"],
        answer: (args, cloud) => {
            if (args.default === true) return defaultVpc(cloud);
            const vpc = oneOf("aws:ec2/vpc:Vpc", args, cloud);
            const { cidrBlock = "", cidrBlockAssociations } = vpc.outputs;
            const primary = { associationId: `vpc-cidr-assoc-${vpc.id}`, cidrBlock, state: "associated" };
            return {
                ...vpc.outputs,
                ...{ id: vpc.id, default: false, state: "available" },
                cidrBlockAssociations: cidrBlockAssociations ?? [primary],
            };
        },
    },
    "aws:ec2/getVpcs:getVpcs": {
        args: ["filters", "region"],
        answer: (args, cloud) => {
            const { "vpc-id": ids } = filtersOf("getVpcs", args, ["vpc-id"]);
            const found = cloud.store
                .ofType("aws:ec2/vpc:Vpc")
                .filter(({ id }) => ids === undefined || ids.includes(id));
            return { id: cloud.region, ids: found.map(({ id }) => id), region: cloud.region, tags: {} };
        },
    },
    ...routeTableInvokes,
    "aws:ec2/getSubnets:getSubnets": {
        args: ["filters", "region", "tags"],
        answer: (args, cloud) => ({ id: cloud.region, ids: subnetIds(args, cloud), region: cloud.region, tags: {} }),
    },
    "aws:ec2/getSubnet:getSubnet": {
        args: ["id", "region"],
        answer: (args, cloud) => {
            const subnet = oneOf("aws:ec2/subnet:Subnet", args, cloud);
            return { ...subnet.outputs, id: subnet.id, state: "available" };
        },
    },
    "aws:ec2/getSecurityGroup:getSecurityGroup": {
        args: ["id", "name", "region", "tags", "vpcId"],
        answer: (args, cloud) => {
            const group = oneOf("aws:ec2/securityGroup:SecurityGroup", args, cloud);
            return { ...group.outputs, id: group.id };
        },
    },
    "aws:ec2/getManagedPrefixList:getManagedPrefixList": {
        args: ["id", "name", "region"],
        answer: (args, cloud) => {
            const name = String(args.name ?? args.id ?? "");
            const id = `pl-${generated(name, "hex", 8)}`;
            return {
                addressFamily: "IPv4",
                arn: `arn:aws:ec2:${cloud.region}:aws:prefix-list/${id}`,
                entries: [],
                id,
                maxEntries: 0,
                name,
                ownerId: "AWS",
                region: cloud.region,
                tags: {},
                version: 1,
            };
        },
    },
};

function oneOf(type: string, expected: PropertyMap, cloud: Cloud): LiveResource {
    const found = cloud.store.ofType(type).filter((resource) => matches(resource, expected));
    const [only] = found;
    if (!only || found.length > 1) {
        throw new Error(
            `simulated aws: ${found.length} of ${type} match ${JSON.stringify(expected)}, want exactly one`,
        );
    }
    return only;
}

function matches({ id, outputs }: LiveResource, expected: PropertyMap): boolean {
    const { tags = null, ...others } = expected;
    const own: PropertyMap = { ...outputs, id };
    return (
        Object.entries(others).every(([key, value]) => key === "region" || value === null || own[key] === value) &&
        (!isMap(tags) || Object.entries(tags).every(([key, value]) => tagOf(outputs, key) === value))
    );
}

function tagOf(outputs: PropertyMap, key: string): PropertyValue | undefined {
    return isMap(outputs.tags) ? outputs.tags[key] : undefined;
}

function subnetIds(args: PropertyMap, cloud: Cloud): string[] {
    const { "vpc-id": vpcs, "subnet-id": ids } = filtersOf("getSubnets", args, ["vpc-id", "subnet-id"]);
    const expectedTags = isMap(args.tags) ? Object.entries(args.tags) : [];
    return cloud.store
        .ofType("aws:ec2/subnet:Subnet")
        .filter(({ outputs }) => vpcs === undefined || vpcs.includes(String(outputs.vpcId)))
        .filter(({ id }) => ids === undefined || ids.includes(id))
        .filter(({ outputs }) => expectedTags.every(([key, value]) => tagOf(outputs, key) === value))
        .map(({ id }) => id);
}

function defaultVpc(cloud: Cloud): PropertyMap {
    const id = `vpc-${generated("default", "hex", 17)}`;
    return {
        arn: `arn:aws:ec2:${cloud.region}:${cloud.accountId}:vpc/${id}`,
        cidrBlock: "172.31.0.0/16",
        cidrBlockAssociations: [],
        default: true,
        dhcpOptionsId: "dopt-default",
        enableDnsHostnames: true,
        enableDnsSupport: true,
        enableNetworkAddressUsageMetrics: false,
        id,
        instanceTenancy: "default",
        ipv6AssociationId: "",
        ipv6CidrBlock: "",
        mainRouteTableId: "rtb-default",
        ownerId: cloud.accountId,
        region: cloud.region,
        state: "available",
        tags: {},
    };
}
