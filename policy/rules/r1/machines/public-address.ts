import { type Finding, finding, unknownValueFinding } from "../../../reading/finding";
import type { Resource } from "../../../reading/resource";
import { isList, read, readBoolean } from "../../../reading/value";

/** Instances and network interfaces, which may have public addresses. */
export const addressedTypes: ReadonlySet<string> = new Set([
    "aws:ec2/instance:Instance",
    "aws:ec2/spotInstanceRequest:SpotInstanceRequest",
    "aws:ec2/networkInterface:NetworkInterface",
]);

/** Elastic IP addresses and their associations. */
export const publicAddressTypes: ReadonlySet<string> = new Set([
    "aws:ec2/eip:Eip",
    "aws:ec2/eipAssociation:EipAssociation",
]);

const ipv6Keys = ["ipv6AddressCount", "ipv6Addresses", "ipv6AddressLists", "ipv6PrefixCount", "ipv6Prefixes"];

/** Properties that assign an address. */
export const addressPaths = [
    "associatePublicIpAddress",
    ...ipv6Keys,
    "instance",
    "networkInterface",
    "instanceId",
    "networkInterfaceId",
];

/** Checks that no instance has a public address, and that Elastic IP addresses are used only by NAT gateways. */
export function checkAddress(resource: Resource): Finding[] {
    if (resource.type === "aws:ec2/eipAssociation:EipAssociation")
        return [attached(resource, "instanceId or networkInterfaceId")];
    if (resource.type === "aws:ec2/eip:Eip") {
        // In the outputs, the address of a NAT gateway names the gateway's network interface, but no instance.
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
        actual: `${key} assigns a public address to an instance`,
        expected: "Elastic IP addresses on NAT gateways only",
        change: `remove ${key}, and publish through the API gateway`,
    });

const given = (resource: Resource, key: string, change: string): Finding =>
    finding(resource, {
        actual: `${key} assigns a public address to it`,
        expected: "an instance in a private subnet without a public address",
        change,
    });

function isSet(resource: Resource, key: string): boolean {
    const reading = read(resource.props, key);
    if (reading.state !== "known") return reading.state !== "absent";
    const { value } = reading;
    return isList(value) ? value.length > 0 : value !== 0 && value !== "";
}
