import { type Finding, finding, undecidable } from "../finding";
import { idOf } from "../links";
import type { Plain, Resource, Stack } from "../resource";
import { isList, isObject, readBoolean } from "../value";

const subnetTypes: ReadonlySet<string> = new Set(["aws:ec2/subnet:Subnet", "aws:ec2/defaultSubnet:DefaultSubnet"]);

// The property that names the subnets of each.
const placements: ReadonlyMap<string, string> = new Map([
    ["aws:eks/nodeGroup:NodeGroup", "subnetIds"],
    ["aws:autoscaling/group:Group", "vpcZoneIdentifiers"],
    ["aws:ec2/instance:Instance", "subnetId"],
    ["aws:ec2/spotInstanceRequest:SpotInstanceRequest", "subnetId"],
    ["aws:ec2/spotFleetRequest:SpotFleetRequest", "launchSpecifications"],
    ["aws:ec2/launchTemplate:LaunchTemplate", "networkInterfaces"],
]);

/** Machines, and groups of machines, that get a public address from their subnet. */
export const placedTypes: ReadonlySet<string> = new Set(placements.keys());

/**
 * No machine stands in a subnet that gives public addresses. Only subnets that the property names itself count: a
 * component that owns public and private ones says nothing of which it handed over.
 */
export function judgePlacement(stack: Stack, placed: Resource): Finding[] {
    const property = placements.get(placed.type);
    if (property === undefined) throw new Error(`No property of "${placed.type}" is known that names its subnets.`);
    if (refuses(placed.props) || allRefuse(placed.props[property])) return [];
    for (const subnet of named(stack, placed, property)) {
        for (const key of ["mapPublicIpOnLaunch", "assignIpv6AddressOnCreation"]) {
            const given = readBoolean(subnet.props, key);
            if (given.state === "unknown" || given.state === "invalid") return [undecidable(subnet, given)];
            if (given.state === "absent" ? !isOpenByDefault(subnet, key) : !given.value) continue;
            return [
                finding(placed, {
                    found: `${property} holds the subnet "${subnet.name}", whose ${key} gives its machines public addresses`,
                    wanted: "machines in private subnets",
                    change: `take "${subnet.name}" out of ${property}`,
                }),
            ];
        }
    }
    return [];
}

// @pulumi/aws, ec2/defaultSubnet.d.ts: the default of `mapPublicIpOnLaunch` is true there.
const isOpenByDefault = (subnet: Resource, key: string): boolean =>
    subnet.type === "aws:ec2/defaultSubnet:DefaultSubnet" && key === "mapPublicIpOnLaunch";

function named(stack: Stack, placed: Resource, property: string): Resource[] {
    const ids = idsIn(placed.props[property]);
    return stack.ofType(subnetTypes).filter((subnet) => {
        const id = idOf(subnet);
        return placed.propertyDependencies[property]?.includes(subnet.urn) || (id !== undefined && ids.includes(id));
    });
}

// Fleets and templates name a subnet within each entry of a list, fleets several with commas between them.
function idsIn(value: Plain | undefined): readonly string[] {
    if (isList(value)) return value.flatMap(idsIn);
    if (isObject(value)) return idsIn(value.subnetId);
    return typeof value === "string" ? value.split(/\s*,\s*/) : [];
}

function refuses(machine: Plain): boolean {
    const address = readBoolean(machine, "associatePublicIpAddress");
    return address.state === "known" && !address.value;
}

const allRefuse = (entries: Plain | undefined): boolean =>
    isList(entries) && entries.length > 0 && entries.every(refuses);
