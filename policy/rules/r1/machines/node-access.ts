import { type Finding, finding, unknownValueFinding } from "../../../reading/finding";
import type { Resource } from "../../../reading/resource";
import { describeReading, read, readBoolean, readList } from "../../../reading/value";

/** Fleets, whose specifications may assign public addresses. */
export const fleetTypes: ReadonlySet<string> = new Set(["aws:ec2/spotFleetRequest:SpotFleetRequest"]);

/** Checks that no specification of a fleet assigns a public address. */
export function checkFleet(fleet: Resource): Finding[] {
    const specifications = readList(fleet.props, "launchSpecifications");
    if (specifications.state === "absent") return [];
    if (specifications.state !== "known") return [unknownValueFinding(fleet, specifications)];
    const given = specifications.value.findIndex((specification) => {
        const address = readBoolean(specification, "associatePublicIpAddress");
        return address.state !== "absent" && !(address.state === "known" && !address.value);
    });
    if (given < 0) return [];
    const at = `launchSpecifications[${given}].associatePublicIpAddress`;
    return [
        finding(fleet, {
            actual: `${at} assigns public addresses to its instances, or may do so`,
            expected: "instances that cannot be reached from outside",
            change: `set ${at} to false`,
        }),
    ];
}

/** Managed node groups of EKS. */
export const nodeGroupTypes: ReadonlySet<string> = new Set(["aws:eks/nodeGroup:NodeGroup"]);

/**
 * Checks that a node group with an SSH key has source security groups; otherwise EKS opens port 22 to the world
 * (docs.aws.amazon.com/eks/latest/APIReference/API_RemoteAccessConfig.html).
 */
export function checkNodeGroup(group: Resource): Finding[] {
    if (read(group.props, "remoteAccess", "ec2SshKey").state === "absent") return [];
    const path = ["remoteAccess", "sourceSecurityGroupIds"];
    const sources = readList(group.props, ...path);
    if (sources.state === "unknown" || sources.state === "invalid") return [unknownValueFinding(group, sources)];
    if (sources.state === "known" && sources.value.length > 0) return [];
    return [
        finding(group, {
            actual: `remoteAccess.sourceSecurityGroupIds is ${describeReading(sources)}, so EKS opens its instances to the world`,
            expected: "instances that cannot be reached from outside",
            change: "remove remoteAccess, or set remoteAccess.sourceSecurityGroupIds",
        }),
    ];
}
