import type { Invokes } from "../resources/invoke";
import { madeUp } from "../resources/template";
import type { LiveResource } from "../world/estate";
import { isMap, type PropertyMap, type PropertyValue } from "../world/property-values";
import type { World } from "../world/world";

/** Looks up networks that exist already: the account's default VPC and what was made here. */
export const networkInvokes: Invokes = {
    "aws:ec2/getVpc:getVpc": {
        args: ["default", "id", "region", "tags"],
        answer: (args, world) => {
            if (args.default === true) return defaultVpc(world);
            const vpc = oneOf("aws:ec2/vpc:Vpc", args, world);
            return { ...vpc.outputs, id: vpc.id, default: false, state: "available", cidrBlockAssociations: [] };
        },
    },
    "aws:ec2/getSubnets:getSubnets": {
        args: ["filters", "region", "tags"],
        answer: (args, world) => ({ id: world.region, ids: subnetIds(args, world), region: world.region, tags: {} }),
    },
    "aws:ec2/getSecurityGroup:getSecurityGroup": {
        args: ["id", "name", "region", "tags", "vpcId"],
        answer: (args, world) => {
            const group = oneOf("aws:ec2/securityGroup:SecurityGroup", args, world);
            return { ...group.outputs, id: group.id };
        },
    },
    "aws:ec2/getManagedPrefixList:getManagedPrefixList": {
        args: ["id", "name", "region"],
        answer: (args, world) => {
            const name = String(args.name ?? args.id ?? "");
            const id = `pl-${madeUp(name, "hex", 8)}`;
            return {
                addressFamily: "IPv4",
                arn: `arn:aws:ec2:${world.region}:aws:prefix-list/${id}`,
                entries: [],
                id,
                maxEntries: 0,
                name,
                ownerId: "AWS",
                region: world.region,
                tags: {},
                version: 1,
            };
        },
    },
};

function oneOf(type: string, wanted: PropertyMap, world: World): LiveResource {
    const found = world.estate.ofType(type).filter((resource) => matches(resource, wanted));
    const [only] = found;
    if (!only || found.length > 1) {
        throw new Error(`simulated aws: ${found.length} of ${type} match ${JSON.stringify(wanted)}, want exactly one`);
    }
    return only;
}

function matches({ id, outputs }: LiveResource, wanted: PropertyMap): boolean {
    const { tags = null, ...others } = wanted;
    const own: PropertyMap = { ...outputs, id };
    return (
        Object.entries(others).every(([key, value]) => key === "region" || value === null || own[key] === value) &&
        (!isMap(tags) || Object.entries(tags).every(([key, value]) => tagOf(outputs, key) === value))
    );
}

function tagOf(outputs: PropertyMap, key: string): PropertyValue | undefined {
    return isMap(outputs.tags) ? outputs.tags[key] : undefined;
}

function subnetIds(args: PropertyMap, world: World): string[] {
    const filters = Array.isArray(args.filters) ? args.filters.filter(isMap) : [];
    const strange = filters.find(({ name }) => name !== "vpc-id");
    if (strange) throw new Error(`simulated aws: getSubnets has no filter "${String(strange.name)}"`);
    const vpcs = filters.flatMap(({ values }) => (Array.isArray(values) ? values.map(String) : []));
    const wantedTags = isMap(args.tags) ? Object.entries(args.tags) : [];
    return world.estate
        .ofType("aws:ec2/subnet:Subnet")
        .filter(({ outputs }) => vpcs.length === 0 || vpcs.includes(String(outputs.vpcId)))
        .filter(({ outputs }) => wantedTags.every(([key, value]) => tagOf(outputs, key) === value))
        .map(({ id }) => id);
}

function defaultVpc(world: World): PropertyMap {
    const id = `vpc-${madeUp("default", "hex", 17)}`;
    return {
        arn: `arn:aws:ec2:${world.region}:${world.accountId}:vpc/${id}`,
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
        ownerId: world.accountId,
        region: world.region,
        state: "available",
        tags: {},
    };
}
