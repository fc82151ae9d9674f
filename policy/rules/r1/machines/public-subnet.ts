import { type Finding, finding, unknownValueFinding } from "../../../reading/finding";
import { ignoredChanges } from "../../../reading/ignored-changes";
import { idOf } from "../../../reading/references";
import type { Plain, Resource, Stack } from "../../../reading/resource";
import { isList, knownValue, type Path, pathText, read, readBoolean } from "../../../reading/value";
import { isEgressOnly } from "./egress-only";
import { namesSomething } from "./launch-source";
import { placementRules } from "./placement-rules";

const subnetTypes: ReadonlySet<string> = new Set(["aws:ec2/subnet:Subnet", "aws:ec2/defaultSubnet:DefaultSubnet"]);

/** Instances and groups of instances that may get a public address from their subnet. */
export const placedTypes: ReadonlySet<string> = new Set(placementRules.keys());

/**
 * Checks that no instance is in a subnet that assigns public addresses. Only subnets that the property itself
 * references count, since a component with public and private subnets does not say which ones it returned. Without a
 * subnet, AWS uses a default one, which assigns addresses (docs.aws.amazon.com/vpc/latest/userguide/default-vpc.html).
 */
export function checkPlacement(stack: Stack, placed: Resource): Finding[] {
    const placing = placementRules.get(placed.type);
    if (placing === undefined) throw new Error(`There is no placement rule for "${placed.type}".`);
    for (const place of placing.placementsOf(stack, placed)) {
        if ("state" in place) return [unknownValueFinding(placed, place)];
        if (place.rejectsAddress) continue;
        const reading = read(placed.props, ...place.at);
        // If the object around the subnets is unknown, it may name none.
        if (reading.state === "unknown" && reading.path.length < place.at.length)
            return [unknownValueFinding(placed, reading)];
        const isNamed = reading.state === "unknown" || namesSomething(knownValue(reading));
        if (!isNamed && !place.isPlaced && placed.declared) return [inDefaultSubnet(placed, place.at)];
        const findings = isNamed ? inPublicSubnet(stack, placed, place.at) : [];
        if (findings.length > 0) return findings;
    }
    return ignoredChanges(placed, placing.paths);
}

const inDefaultSubnet = (placed: Resource, at: Path): Finding =>
    finding(placed, {
        actual: `${pathText(at)} is absent or empty, so its instances may be in a default subnet, which assigns public addresses`,
        expected: "instances in private subnets",
        change: `name a private subnet at ${pathText(at)}, or set associatePublicIpAddress to false there or in its launch template in this stack`,
    });

/** Reports a subnet of the stack, referenced at a path, that assigns public addresses. */
export function inPublicSubnet(stack: Stack, placed: Resource, at: Path): Finding[] {
    const property = String(at[0]);
    for (const subnet of named(stack, placed, at)) {
        for (const key of ["mapPublicIpOnLaunch", "assignIpv6AddressOnCreation"]) {
            const given = readBoolean(subnet.props, key);
            if (given.state === "unknown" || given.state === "invalid") return [unknownValueFinding(subnet, given)];
            if (given.state === "absent" ? !isPublicByDefault(subnet, key) : !given.value) continue;
            if (key === "assignIpv6AddressOnCreation" && isEgressOnly(stack, subnet)) continue;
            return [
                finding(placed, {
                    actual: `${property} contains the subnet "${subnet.name}", whose ${key} assigns public addresses to its instances`,
                    expected: "instances in private subnets",
                    change: `remove "${subnet.name}" from ${property}`,
                }),
            ];
        }
    }
    return [];
}

// @pulumi/aws, ec2/defaultSubnet.d.ts: there `mapPublicIpOnLaunch` defaults to true.
const isPublicByDefault = (subnet: Resource, key: string): boolean =>
    subnet.type === "aws:ec2/defaultSubnet:DefaultSubnet" && key === "mapPublicIpOnLaunch";

function named(stack: Stack, placed: Resource, at: Path): Resource[] {
    const ids = idsIn(knownValue(read(placed.props, ...at)));
    return stack.ofType(subnetTypes).filter((subnet) => {
        const id = idOf(subnet);
        return (
            placed.propertyDependencies[String(at[0])]?.includes(subnet.urn) || (id !== undefined && ids.includes(id))
        );
    });
}

// Spot fleets list several ids in one string, separated by commas.
function idsIn(value: Plain | undefined): readonly string[] {
    if (isList(value)) return value.flatMap(idsIn);
    return typeof value === "string" ? value.split(/\s*,\s*/) : [];
}
