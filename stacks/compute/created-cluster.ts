import { Autoscaler } from "../../infra/cluster/autoscaler";
import { Cluster } from "../../infra/cluster/cluster";
import { ContainerInsights } from "../../infra/cluster/container-insights";
import type { StackNetwork } from "../../infra/network/stack-network";
import { autoscalerImage, defaultSupportType } from "../settings/kubernetes-versions";
import type { ClusterSettings } from "../settings/schema";
import type { ComputeArgs } from "./compute";

/** Arguments of a cluster that a stack creates. */
export interface CreatedClusterArgs extends ComputeArgs {
    /** Its settings. */
    readonly cluster: ClusterSettings;
    readonly network: StackNetwork;
    /** Zones of the cluster. */
    readonly zones: readonly string[];
    /** Seconds that a new pod identity is given to become effective. Default: as long as EKS usually needs. */
    readonly podIdentitySeconds?: number | undefined;
}

/** Creates a cluster, and what scales and observes it. */
export function createCluster(args: CreatedClusterArgs): Cluster {
    const { name, settings, cluster, network, zones, credentials, parent } = args;
    const { deletionProtection, logRetentionDays } = settings;
    const { observability: _, ...own } = cluster;
    const supportType = own.supportType ?? defaultSupportType(own.kubernetesVersion);
    const privateSubnetIds = network.privateSubnetIdsIn(zones);
    const shared = { vpcId: network.vpcId, privateSubnetIds, credentials, deletionProtection, logRetentionDays };
    const created = new Cluster(name, { ...own, ...shared, supportType, clusterName: name }, { parent });
    scaleNodes(args, created);
    observeContainers(args, created);
    return created;
}

// Auto Mode scales its nodes by itself.
function scaleNodes({ name, cluster, network, podIdentitySeconds, parent }: CreatedClusterArgs, created: Cluster) {
    if (cluster.nodes === "auto") return;
    new Autoscaler(
        name,
        {
            clusterName: name,
            image: autoscalerImage(cluster.kubernetesVersion),
            propagationSeconds: podIdentitySeconds,
        },
        { parent, provider: created.provider, dependsOn: [...network.dependencies, created] },
    );
}

function observeContainers({ name, settings, cluster, network, parent }: CreatedClusterArgs, created: Cluster) {
    const { observability, kubernetesVersion, addOnVersions } = cluster;
    const { logs, metrics, retentionDays = settings.logRetentionDays } = observability;
    if (!logs && !metrics) return;
    new ContainerInsights(
        name,
        { clusterName: name, kubernetesVersion, addOnVersions, logs, metrics, retentionDays },
        // Its pods run on nodes, which need routes. No API waits for it.
        { parent, dependsOn: [...network.dependencies, created] },
    );
}
