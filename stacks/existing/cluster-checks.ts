import type { AdoptedClusterSettings } from "../settings/cluster/adopted-cluster";
import { kubernetesVersions } from "../settings/kubernetes-versions";
import { settingProblem } from "../settings/problems";
import { isOlder } from "../settings/version-order";
import type { ClusterFacts, ClusterSearch } from "./cluster-facts";

/** The problems of an existing cluster; empty if a stack can run APIs in it. */
export function clusterProblems(
    settings: AdoptedClusterSettings,
    vpcId: string | undefined,
    { cluster, region, names }: ClusterSearch,
): string[] {
    const problem = (want: string) => settingProblem(["cluster", "name"], settings.name, want);
    if (cluster === undefined) {
        const others = names.length > 0 ? `: ${[...names].sort().join(", ")}` : ", which has none";
        return [problem(`the name of an EKS cluster in ${region}${others}`)];
    }
    const [oldest] = kubernetesVersions;
    return [
        ...(cluster.status === "ACTIVE" ? [] : [problem(`a cluster that is ACTIVE; its status is ${cluster.status}`)]),
        ...(vpcId === undefined || cluster.vpcId === vpcId
            ? []
            : [problem(`a cluster in ${vpcId}, as network.vpcId says; it is in ${cluster.vpcId}`)]),
        ...(cluster.ipFamily === "ipv4"
            ? []
            : [problem(`a cluster whose pods have IPv4 addresses, not ${cluster.ipFamily}`)]),
        ...(oldest && isOlder(cluster.version, oldest.version)
            ? [problem(`a cluster with Kubernetes ${oldest.version} or newer; it has ${cluster.version}`)]
            : []),
        ...nodeProblems(settings, cluster),
    ];
}

/**
 * Warns of whatever pods of APIs need and an existing cluster does not have as an EKS add-on: AWS does not show whether it is
 * installed in another way. Warns of an API server without a public endpoint too.
 * @param hasIdentities whether an API has AWS permissions.
 */
export function clusterWarnings(
    { name, nodes }: AdoptedClusterSettings,
    { addOns, hasPublicEndpoint }: ClusterFacts,
    hasIdentities: boolean,
): string[] {
    const at = `gatehouse:cluster.name: ${name}`;
    const lacks = (addOn: string, effect: string) =>
        addOns.has(addOn) ? [] : [`${at}: no EKS add-on ${addOn}: unless it is installed in another way, ${effect}`];
    // Auto Mode has both of these built in.
    const ofNodes =
        nodes === "auto"
            ? []
            : [
                  ...(hasIdentities ? lacks("eks-pod-identity-agent", "pods get no AWS credentials") : []),
                  ...(enforcesPolicies(addOns.get("vpc-cni"))
                      ? []
                      : [
                            `${at}: the EKS add-on vpc-cni does not have enableNetworkPolicy: unless network policies are enforced in another way, every pod of the cluster reaches those of the APIs`,
                        ]),
              ];
    return [
        ...lacks("metrics-server", "pods do not scale"),
        ...ofNodes,
        ...(hasPublicEndpoint
            ? []
            : [
                  `${at}: its API server has no public endpoint, so "pulumi up" has to run in a network that reaches the private one`,
              ]),
    ];
}

// In Auto Mode another controller creates load balancers than elsewhere.
function nodeProblems({ name, nodes }: AdoptedClusterSettings, { isAutoMode }: ClusterFacts): string[] {
    if ((nodes === "auto") === isAutoMode) return [];
    const want = isAutoMode
        ? `auto: cluster "${name}" is in EKS Auto Mode`
        : `managed: cluster "${name}" is not in EKS Auto Mode`;
    return [settingProblem(["cluster", "nodes"], nodes, want)];
}

// docs.aws.amazon.com/eks/latest/userguide/cni-network-policy-configure.html; the value is a string or a boolean.
function enforcesPolicies(configuration: string | undefined): boolean {
    return /"?enableNetworkPolicy"?\s*:\s*"?true/.test(configuration ?? "");
}
