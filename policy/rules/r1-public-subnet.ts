import { type Finding, finding, undecidable } from "../finding";
import { idOf } from "../links";
import type { Resource, Stack } from "../resource";
import { isList, read, readBoolean, readString } from "../value";

const subnetTypes: ReadonlySet<string> = new Set(["aws:ec2/subnet:Subnet", "aws:ec2/defaultSubnet:DefaultSubnet"]);

// The property that names the subnets of each.
const placements: ReadonlyMap<string, string> = new Map([
    ["aws:eks/nodeGroup:NodeGroup", "subnetIds"],
    ["aws:autoscaling/group:Group", "vpcZoneIdentifiers"],
    ["aws:ec2/instance:Instance", "subnetId"],
    ["aws:ec2/spotInstanceRequest:SpotInstanceRequest", "subnetId"],
]);

/** Machines, and groups of machines, that get a public address from their subnet. */
export const placedTypes: ReadonlySet<string> = new Set(placements.keys());

/**
 * No machine stands in a subnet that gives public addresses. Only subnets that the property names itself count: a
 * component that owns public and private ones says nothing of which it handed over.
 */
export function judgePlacement(stack: Stack, placed: Resource): Finding[] {
    const property = placements.get(placed.type) ?? "";
    const own = readBoolean(placed.props, "associatePublicIpAddress");
    if (own.state === "known" && !own.value) return [];
    for (const subnet of named(stack, placed, property)) {
        for (const key of ["mapPublicIpOnLaunch", "assignIpv6AddressOnCreation"]) {
            const given = readBoolean(subnet.props, key);
            if (given.state === "unknown") return [undecidable(subnet, given)];
            if (given.state === "absent" || (given.state === "known" && !given.value)) continue;
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

function named(stack: Stack, placed: Resource, property: string): Resource[] {
    const depended = (placed.propertyDependencies[property] ?? []).flatMap((urn) => stack.byUrn.get(urn) ?? []);
    const value = read(placed.props, property);
    const ids = value.state === "known" ? (isList(value.value) ? value.value : [value.value]) : [];
    return stack.ofType(subnetTypes).filter((subnet) => {
        const id = idOf(subnet) ?? idFrom(subnet);
        return depended.includes(subnet) || (id !== undefined && ids.includes(id));
    });
}

const idFrom = (subnet: Resource): string | undefined => {
    const id = readString(subnet.props, "id");
    return id.state === "known" ? id.value : undefined;
};
