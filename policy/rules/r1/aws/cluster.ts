import type { Settings } from "../../../contract/settings";
import { containedIn, parseCidr, widestPrefix } from "../../../reading/cidr";
import { parseDocumentText } from "../../../reading/document-text";
import { exposureValue } from "../../../reading/exposure-value";
import { type Finding, finding, ofTier, undecidedFinding, unknownValueFinding } from "../../../reading/finding";
import { type Plain, type Resource, resourceWith } from "../../../reading/resource";
import { describeReading, isObject, pathText, read, readBoolean, readList, readString } from "../../../reading/value";
import { checkEmbedded, exposureFinding } from "../kubernetes/custom-object";

/** EKS clusters. */
export const clusterTypes: ReadonlySet<string> = new Set(["aws:eks/cluster:Cluster"]);

/** Properties that determine who can reach the Kubernetes API. */
export const clusterPaths = ["vpcConfig.endpointPublicAccess", "vpcConfig.publicAccessCidrs"];

/**
 * Checks that the Kubernetes API is private, or open only to narrow address blocks. AWS opens it to the world if
 * `endpointPublicAccess` or `publicAccessCidrs` is absent
 * (docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html).
 */
export const checkCluster = (cluster: Resource, settings: Settings): Finding[] =>
    ofTier("network", checkAccess(cluster, settings));

// Whoever reaches the endpoint still has to sign in with IAM.
function checkAccess(cluster: Resource, settings: Settings): Finding[] {
    const access = readBoolean(cluster.props, "vpcConfig", "endpointPublicAccess");
    if (access.state === "unknown" || access.state === "invalid") return [unknownValueFinding(cluster, access)];
    if (access.state === "known" && !access.value) return [];
    const cidrs = readList(cluster.props, "vpcConfig", "publicAccessCidrs");
    if (cidrs.state === "unknown" || cidrs.state === "invalid") return [unknownValueFinding(cluster, cidrs)];
    if (cidrs.state === "absent" || cidrs.value.length === 0) {
        return [
            open(
                cluster,
                `vpcConfig.endpointPublicAccess is ${describeReading(access)} and publicAccessCidrs is ${describeReading(cidrs)}, so the Kubernetes API is open to the world`,
            ),
        ];
    }
    for (const index of cidrs.value.keys()) {
        const path = ["vpcConfig", "publicAccessCidrs", index];
        const text = readString(cluster.props, ...path);
        if (text.state !== "known") return [unknownValueFinding(cluster, text)];
        const block = parseCidr(text.value);
        const narrow =
            block !== undefined &&
            (block.prefix >= widestPrefix[block.family] || containedIn(block, settings.trustedCidrs));
        if (!narrow)
            return [
                open(
                    cluster,
                    `vpcConfig.publicAccessCidrs[${index}] is ${describeReading(text)}, which is wide enough to admit anyone to the Kubernetes API`,
                ),
            ];
    }
    return [];
}

const open = (cluster: Resource, what: string): Finding =>
    finding(cluster, {
        actual: what,
        expected: "a private endpoint, or public access for address blocks no wider than /16 (IPv6: /32)",
        change: "set vpcConfig.endpointPublicAccess to false, or list your own blocks in vpcConfig.publicAccessCidrs",
    });

/** Managed node groups of EKS. */
export const nodeGroupTypes: ReadonlySet<string> = new Set(["aws:eks/nodeGroup:NodeGroup"]);

/**
 * Checks that a node group with an SSH key has source security groups; otherwise EKS opens port 22 to the world
 * (docs.aws.amazon.com/eks/latest/APIReference/API_RemoteAccessConfig.html).
 */
export const checkNodeGroup = (group: Resource): Finding[] => ofTier("network", checkRemoteAccess(group));

function checkRemoteAccess(group: Resource): Finding[] {
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

/** Add-ons that EKS installs into a cluster. */
export const addonTypes: ReadonlySet<string> = new Set(["aws:eks/addon:Addon"]);

// Marketplace add-ons: gateways, whose Service is public by default, tunnels, and deployment tools.
const publishing = /ingress|gateway|gloo|kong|traefik|nginx|teleport|tailscale|ngrok|cloudflare|crossplane|akuity/i;

/** Checks that an add-on publishes nothing and that its configuration, in JSON or YAML, does not ask for exposure. */
export function checkAddon(addon: Resource): Finding[] {
    const name = readString(addon.props, "addonName");
    if (name.state === "unknown" || name.state === "invalid") return [unknownValueFinding(addon, name)];
    if (name.state === "known" && publishing.test(name.value))
        return ofTier("strict", [
            undecidedFinding(addon, {
                actual: `the add-on ${describeReading(name)} may publish Services or apply objects that are not visible in this preview`,
                decidedBy: "a review of what the add-on creates",
                change: "remove it, or waive it after the review",
            }),
        ]);
    const text = readString(addon.props, "configurationValues");
    if (text.state === "absent") return [];
    if (text.state !== "known") return [unknownValueFinding(addon, text)];
    if (text.value.trim() === "") return [];
    const values = parseDocumentText(text.value);
    if (!isObject(values))
        return [unknownValueFinding(addon, { state: "invalid", path: text.path, actual: "not an object" })];
    const open = exposureValue(values, [], { by: "chart" });
    if (!open) return checkConfiguration(addon, values);
    return [
        finding(addon, {
            actual: `configurationValues contains ${pathText(open)}, which exposes the add-on outside the cluster`,
            expected: "an add-on that only the cluster reaches",
            change: `remove ${pathText(open)} from configurationValues`,
        }),
    ];
}

// Additional containers, the add-on's image, and complete objects in its configuration.
function checkConfiguration(addon: Resource, configurationValues: Plain): Finding[] {
    const resource = resourceWith(addon, { props: { configurationValues } });
    const manifest = { resource, group: "eks", kind: "Addon", patch: false, at: [] };
    return checkEmbedded(manifest, (object) => [exposureFinding(object, object.at)]);
}
