import { type Finding, finding, unknownValueFinding } from "../../../reading/finding";
import { ignoredChanges } from "../../../reading/ignored-changes";
import { allResolve } from "../../../reading/references";
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
} from "../../../reading/value";

/** Types that instances are launched from. */
export const launchTypes: ReadonlySet<string> = new Set([
    "aws:ec2/launchTemplate:LaunchTemplate",
    "aws:ec2/launchConfiguration:LaunchConfiguration",
]);

const groupTypes: ReadonlySet<string> = new Set([
    "aws:ec2/securityGroup:SecurityGroup",
    "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
]);

const flags = ["associatePublicIpAddress", "associateCarrierIpAddress"];
const ipv6Keys = ["ipv6AddressCount", "ipv6Addresses", "ipv6PrefixCount", "ipv6Prefixes"];

/**
 * Checks a launch template. Its instances may request a public address if all of their security groups are in this
 * stack, since those admit only private addresses: `eks.Cluster` requests one even in private subnets.
 */
export function checkLaunchTemplate(stack: Stack, template: Resource): Finding[] {
    const interfaces = readList(template.props, "networkInterfaces");
    if (interfaces.state === "unknown" || interfaces.state === "invalid")
        return [unknownValueFinding(template, interfaces)];
    const places: readonly Path[] =
        interfaces.state === "known" ? [...interfaces.value.keys()].map((index) => ["networkInterfaces", index]) : [];
    for (const place of [[], ...places]) {
        const key = addressKey(template, place);
        if (key === undefined || areGroupsChecked(stack, template, place)) continue;
        const at = pathText([...place, key]);
        return [
            finding(template, {
                actual: `${at} may assign public addresses to its instances, and not all of their security groups are in this stack`,
                expected: "instances without public addresses",
                change: flags.includes(key) ? `set ${at} to false` : `remove ${at}`,
            }),
        ];
    }
    return ignoredChanges(template, ["networkInterfaces", ...flags, ...ipv6Keys]);
}

function addressKey(template: Resource, place: Path): string | undefined {
    const flag = flags.find((key) => {
        const reading = readBoolean(template.props, ...place, key);
        // In the outputs, a flag that is not set is an empty string.
        if (knownValue(read(template.props, ...place, key)) === "") return false;
        return reading.state === "known" ? reading.value : reading.state !== "absent";
    });
    return flag ?? ipv6Keys.find((key) => gives(read(template.props, ...place, key)));
}

function gives(reading: Reading<Plain>): boolean {
    if (reading.state !== "known") return reading.state !== "absent";
    return isList(reading.value) ? reading.value.length > 0 : reading.value !== 0;
}

function areGroupsChecked(stack: Stack, template: Resource, place: Path): boolean {
    const named = readList(template.props, ...place, "securityGroups");
    if (named.state !== "known" || named.value.length === 0) return false;
    return allResolve(stack, template, String(place[0] ?? "securityGroups"), named.value, groupTypes);
}
