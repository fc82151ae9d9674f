import { type Finding, finding, unknownValueFinding } from "../../../reading/finding";
import { ignoredChanges } from "../../../reading/ignored-changes";
import { idOf } from "../../../reading/references";
import type { Plain, Resource, Stack } from "../../../reading/resource";
import { isList, knownValue, type Path, pathText, read, readBoolean } from "../../../reading/value";
import { isEgressOnly } from "./egress-only";
import { namesSomething } from "./launch-source";
import { placementRules } from "./placement-rules";

const subnetTypes: ReadonlySet<string> = new Set(["aws:ec2/subnet:Subnet", "aws:ec2/defaultSubnet:DefaultSubnet"]);

/** Machines, and groups of machines, that get a public address from their subnet. */
export const placedTypes: ReadonlySet<string> = new Set(placementRules.keys());

/**
 * No machine stands in a subnet that gives public addresses. Only subnets that the property names itself count: a
 * component that owns public and private ones says nothing of which it handed over. Without a subnet it is a default one,
 * which gives addresses (docs.aws.amazon.com/vpc/latest/userguide/default-vpc.html).
 */
export function checkPlacement(stack: Stack, placed: Resource): Finding[] {
    const placing = placementRules.get(placed.type);
    if (placing === undefined) throw new Error(`It is not known where "${placed.type}" names its subnets.`);
    for (const place of placing.placementsOf(stack, placed)) {
        if ("state" in place) return [unknownValueFinding(placed, place)];
        if (place.rejectsAddress) continue;
        const reading = read(placed.props, ...place.at);
        // Of what holds the subnets nobody knows whether it names any.
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
        actual: `${pathText(at)} is absent or empty, so its machines may stand in a default subnet, which gives public addresses`,
        expected: "machines in private subnets",
        change: `name a private subnet at ${pathText(at)}, or refuse public addresses by associatePublicIpAddress: false in it or its launch template of this stack`,
    });

/** Reports what names a subnet of the stack, at a path of its properties, that gives public addresses. */
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
                    actual: `${property} holds the subnet "${subnet.name}", whose ${key} gives its machines public addresses`,
                    expected: "machines in private subnets",
                    change: `take "${subnet.name}" out of ${property}`,
                }),
            ];
        }
    }
    return [];
}

// @pulumi/aws, ec2/defaultSubnet.d.ts: the default of `mapPublicIpOnLaunch` is true there.
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

// Spot fleets name several in one text, with commas between them.
function idsIn(value: Plain | undefined): readonly string[] {
    if (isList(value)) return value.flatMap(idsIn);
    return typeof value === "string" ? value.split(/\s*,\s*/) : [];
}
