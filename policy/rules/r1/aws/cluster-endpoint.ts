import type { Settings } from "../../../contract/settings";
import { containedIn, parseCidr } from "../../../reading/cidr";
import { type Finding, finding, unknownValueFinding } from "../../../reading/finding";
import type { Resource } from "../../../reading/resource";
import { describeReading, readBoolean, readList, readString } from "../../../reading/value";

/** EKS clusters. */
export const clusterTypes: ReadonlySet<string> = new Set(["aws:eks/cluster:Cluster"]);

/** Properties that determine who can reach the Kubernetes API. */
export const clusterPaths = ["vpcConfig.endpointPublicAccess", "vpcConfig.publicAccessCidrs"];

// A large company may own a /16; wider blocks include other owners.
const widest = { 4: 16, 6: 32 } as const;

/**
 * Checks that the Kubernetes API is private, or open only to narrow address blocks. AWS opens it to the world if
 * `endpointPublicAccess` or `publicAccessCidrs` is absent
 * (docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html).
 */
export function checkCluster(cluster: Resource, settings: Settings): Finding[] {
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
            block !== undefined && (block.prefix >= widest[block.family] || containedIn(block, settings.trustedCidrs));
        if (!narrow)
            return [
                open(
                    cluster,
                    `vpcConfig.publicAccessCidrs[${index}] is ${describeReading(text)}, which is wide enough to admit strangers to the Kubernetes API`,
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
