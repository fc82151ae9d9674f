import { type Finding, finding, unknownValueFinding } from "../../../reading/finding";
import type { Resource } from "../../../reading/resource";
import { isList, read, readBoolean } from "../../../reading/value";

/** Machines and network interfaces that may have public addresses of their own. */
export const addressedTypes: ReadonlySet<string> = new Set([
    "aws:ec2/instance:Instance",
    "aws:ec2/spotInstanceRequest:SpotInstanceRequest",
    "aws:ec2/networkInterface:NetworkInterface",
]);

/** Elastic IP addresses, and what puts one on a machine. */
export const publicAddressTypes: ReadonlySet<string> = new Set([
    "aws:ec2/eip:Eip",
    "aws:ec2/eipAssociation:EipAssociation",
]);

const ipv6Keys = ["ipv6AddressCount", "ipv6Addresses", "ipv6AddressLists", "ipv6PrefixCount", "ipv6Prefixes"];

/** Properties that give an address. */
export const addressPaths = [
    "associatePublicIpAddress",
    ...ipv6Keys,
    "instance",
    "networkInterface",
    "instanceId",
    "networkInterfaceId",
];

/** No machine of ours has a public address; an Elastic IP address serves a NAT gateway only. */
export function checkAddress(resource: Resource): Finding[] {
    if (resource.type === "aws:ec2/eipAssociation:EipAssociation")
        return [attached(resource, "instanceId or networkInterfaceId")];
    if (resource.type === "aws:ec2/eip:Eip") {
        // In its outputs an address of a NAT gateway names the gateway's network interface, and no machine.
        const keys = resource.declared ? ["instance", "networkInterface"] : ["instance"];
        const key = keys.find((name) => isSet(resource, name));
        return key ? [attached(resource, key)] : [];
    }
    const publicIp = readBoolean(resource.props, "associatePublicIpAddress");
    if (publicIp.state === "unknown" || publicIp.state === "invalid") return [unknownValueFinding(resource, publicIp)];
    if (publicIp.state === "known" && publicIp.value)
        return [given(resource, "associatePublicIpAddress", "set associatePublicIpAddress to false")];
    const ipv6 = ipv6Keys.find((key) => isSet(resource, key));
    return ipv6 ? [given(resource, ipv6, `remove ${ipv6}`)] : [];
}

const attached = (resource: Resource, key: string): Finding =>
    finding(resource, {
        actual: `${key} puts a public address on a machine`,
        expected: "Elastic IP addresses on NAT gateways only",
        change: `remove ${key}, and publish through the API gateway`,
    });

const given = (resource: Resource, key: string, change: string): Finding =>
    finding(resource, {
        actual: `${key} gives it a public address`,
        expected: "a machine in a private subnet without a public address",
        change,
    });

function isSet(resource: Resource, key: string): boolean {
    const reading = read(resource.props, key);
    if (reading.state !== "known") return reading.state !== "absent";
    const { value } = reading;
    return isList(value) ? value.length > 0 : value !== 0 && value !== "";
}
