import { type Finding, finding, undecidable } from "../finding";
import { dependedOn } from "../links";
import type { Plain, Resource, Stack } from "../resource";
import { isList, pathText, read, readBoolean, readList } from "../value";
import { securityGroupTypes } from "./r1-security-group";

/** What machines are launched from. */
export const launchTypes: ReadonlySet<string> = new Set([
    "aws:ec2/launchTemplate:LaunchTemplate",
    "aws:ec2/launchConfiguration:LaunchConfiguration",
]);

/**
 * Machines of a launch template may ask for a public address if every one of their security groups is in this stack,
 * since those admit private addresses only: `eks.Cluster` asks for one even in private subnets.
 */
export function judgeLaunchTemplate(stack: Stack, template: Resource): Finding[] {
    const interfaces = read(template.props, "networkInterfaces");
    if (interfaces.state === "unknown") return [undecidable(template, interfaces)];
    const addressed = isList(template.props.networkInterfaces)
        ? template.props.networkInterfaces.findIndex(
              (entry) => mayBeTrue(entry, "associatePublicIpAddress") || mayBeTrue(entry, "associateCarrierIpAddress"),
          )
        : -1;
    const own = mayBeTrue(template.props, "associatePublicIpAddress");
    if (addressed < 0 && !own) return [];
    const property = own ? "securityGroups" : "networkInterfaces";
    const groups = dependedOn(stack, template, property, securityGroupTypes);
    const named = readList(own ? template.props : entryOf(template, addressed), "securityGroups");
    if (named.state === "known" && named.value.length > 0 && groups.length >= named.value.length) return [];
    const at = own
        ? "associatePublicIpAddress"
        : pathText(["networkInterfaces", addressed, "associatePublicIpAddress"]);
    return [
        finding(template, {
            found: `${at} may give its machines public addresses, and their security groups are not all in this stack`,
            wanted: "machines without public addresses",
            change: `set ${at} to false`,
        }),
    ];
}

const entryOf = (template: Resource, index: number): Plain => {
    const entry = read(template.props, "networkInterfaces", index);
    return entry.state === "known" ? entry.value : {};
};

const mayBeTrue = (value: Plain, key: string): boolean => {
    const reading = readBoolean(value, key);
    return reading.state === "unknown" || reading.state === "invalid" || (reading.state === "known" && reading.value);
};
