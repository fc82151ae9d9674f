import { type Finding, finding, ofTier } from "../../../reading/finding";
import { resolveReference } from "../../../reading/references";
import type { Plain, Resource, Stack } from "../../../reading/resource";
import {
    isList,
    knownValue,
    type Path,
    pathText,
    type Reading,
    read,
    readBoolean,
    readList,
    readString,
} from "../../../reading/value";
import type { Address } from "../aws/door";
import type { GroupPlace } from "../aws/security-group";

/** Instances and network interfaces, which may have public addresses. */
export const addressedTypes: ReadonlySet<string> = new Set([
    "aws:ec2/instance:Instance",
    "aws:ec2/spotInstanceRequest:SpotInstanceRequest",
    "aws:ec2/networkInterface:NetworkInterface",
]);

/** Types that instances are launched from. */
export const launchTypes: ReadonlySet<string> = new Set([
    "aws:ec2/launchTemplate:LaunchTemplate",
    "aws:ec2/launchConfiguration:LaunchConfiguration",
]);

const addressTypes: ReadonlySet<string> = new Set(["aws:ec2/eip:Eip"]);
const associationTypes: ReadonlySet<string> = new Set(["aws:ec2/eipAssociation:EipAssociation"]);

/** Elastic IP addresses and their associations. */
export const publicAddressTypes: ReadonlySet<string> = new Set([...addressTypes, ...associationTypes]);

const flags = ["associatePublicIpAddress", "associateCarrierIpAddress"];
const ipv6Keys = ["ipv6AddressCount", "ipv6Addresses", "ipv6AddressLists", "ipv6PrefixCount", "ipv6Prefixes"];
const targetKeys = ["instance", "networkInterface", "instanceId", "networkInterfaceId"];

/** Properties that assign an address. */
export const addressPaths = [...flags, ...ipv6Keys, ...targetKeys];

/** Properties of a launch template that assign an address. */
export const launchPaths = ["networkInterfaces", ...flags, ...ipv6Keys];

/** The address that an instance, a network interface or a part of a launch template requests. */
export function requestedAddress(machine: Resource, ...place: Path): Address | undefined {
    for (const key of [...flags, ...ipv6Keys]) {
        const reading = read(machine.props, ...place, key);
        const at = pathText([...place, key]);
        const isFlag = flags.includes(key);
        const change = isFlag ? `set ${at} to false` : `remove ${at}`;
        if (reading.state === "unknown")
            return { because: `${at} is not known at preview`, decidedBy: `the value of ${at}`, change };
        if (isFlag ? mayHold(readBoolean(machine.props, ...place, key), reading) : gives(reading))
            return { because: `${at} assigns a public address`, change };
    }
    return undefined;
}

// In the outputs, a flag that is not set is an empty string.
const mayHold = (flag: Reading<boolean>, reading: Reading<Plain>): boolean =>
    flag.state === "known" ? flag.value : flag.state === "invalid" && knownValue(reading) !== "";

function gives(reading: Reading<Plain>): boolean {
    if (reading.state !== "known") return reading.state !== "absent";
    return isList(reading.value) ? reading.value.length > 0 : reading.value !== 0 && reading.value !== "";
}

/** Places of a launch template that describe a network interface: the template itself, and each of its interfaces. */
export function interfacePlaces(template: Resource): readonly Path[] {
    const interfaces = knownValue(readList(template.props, "networkInterfaces")) ?? [];
    return [[], ...[...interfaces.keys()].map((index) => ["networkInterfaces", index])];
}

/** An Elastic IP address on a machine. */
export interface ElasticAddress {
    /** The address, or its association. */
    readonly resource: Resource;
    /** Property that names the machine. */
    readonly key: string;
    /** The machines of this stack that it may name; empty if it names none of them. */
    readonly machines: readonly Resource[];
}

/** Elastic IP addresses of a stack that are on machines; those of NAT gateways are not among them. */
export function elasticAddressesOf(stack: Stack): readonly ElasticAddress[] {
    return stack.ofType(publicAddressTypes).flatMap((resource) => {
        // In the outputs, the address of a NAT gateway names the gateway's network interface, but no instance.
        const isOutput = addressTypes.has(resource.type) && !resource.declared;
        const key = (isOutput ? ["instance"] : targetKeys).find((name) => gives(read(resource.props, name)));
        if (key === undefined)
            return associationTypes.has(resource.type)
                ? [{ resource, key: "instanceId or networkInterfaceId", machines: [] }]
                : [];
        return [{ resource, key, machines: machinesOf(stack, resource, key) }];
    });
}

// A machine may be named by its first network interface, whose id is an output.
const machinesOf = (stack: Stack, from: Resource, key: string): readonly Resource[] =>
    resolveReference(stack, from, key, addressedTypes, ({ outputs }) =>
        knownValue(readString(outputs, "primaryNetworkInterfaceId")),
    );

const groupAttachmentTypes: ReadonlySet<string> = new Set([
    "aws:ec2/networkInterfaceSecurityGroupAttachment:NetworkInterfaceSecurityGroupAttachment",
]);

/** Security groups that a stack attaches to network interfaces, by their machines. */
export function attachedGroupsOf(stack: Stack): ReadonlyMap<Resource, readonly GroupPlace[]> {
    const all = new Map<Resource, GroupPlace[]>();
    for (const from of stack.ofType(groupAttachmentTypes))
        for (const machine of machinesOf(stack, from, "networkInterfaceId"))
            all.set(machine, [...(all.get(machine) ?? []), { from, path: ["securityGroupId"], isAdded: true }]);
    return all;
}

/** Reports an Elastic IP address on a machine outside the stack; one on a machine of the stack is reported there. */
export function checkElasticAddress({ resource, key, machines }: ElasticAddress): Finding[] {
    if (machines.length > 0) return [];
    return ofTier("network", [
        finding(resource, {
            actual: `${key} assigns a public address to a machine outside this stack`,
            expected: "Elastic IP addresses on NAT gateways only",
            change: `remove ${key}, and publish through the API gateway`,
        }),
    ]);
}

/** The address that an Elastic IP address gives to a machine. */
export const assignedAddress = ({ resource, key }: ElasticAddress): Address => ({
    because: `${key} of "${resource.name}" gives it a public address`,
    change: `remove ${key} from "${resource.name}", and publish through the API gateway`,
});
