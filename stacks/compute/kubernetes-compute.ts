import type * as pulumi from "@pulumi/pulumi";
import type { Backend } from "../../infra/backends/backend";
import { type ApiArgs, ApiNamespace } from "../../infra/backends/kubernetes/namespace";
import { Autoscaler } from "../../infra/cluster/autoscaler";
import { Cluster } from "../../infra/cluster/cluster";
import { ContainerInsights } from "../../infra/cluster/container-insights";
import { mapValues } from "../../infra/map-values";
import type { Network } from "../../infra/network/network";
import { healthPathOf } from "../settings/api-schema";
import { autoscalerImage, defaultSupportType } from "../settings/kubernetes-versions";
import type { Settings } from "../settings/schema";
import { sharedGatewayName } from "../settings/shared-gateway/schema";
import type { ApiSettings, Compute, ComputeArgs, RunnableApi } from "./compute";

/** Arguments of Kubernetes. */
export interface KubernetesArgs extends ComputeArgs {
    /** Settings of the cluster. */
    readonly cluster: NonNullable<Settings["cluster"]>;
    readonly network: Network;
    /** IPv4 block of the network. */
    readonly vpcCidrBlock: string;
    /** Zones of the cluster. */
    readonly zones: readonly string[];
    /** Returns the image of a page, which is built where the settings name a folder. */
    readonly imageOf: (name: string, container: Pick<ApiSettings, "image" | "build">) => pulumi.Input<string>;
    /** Seconds that a new pod identity is given to become effective. Default: as long as EKS usually needs. */
    readonly podIdentitySeconds?: number | undefined;
}

/** An EKS cluster whose namespace runs APIs as pods. */
export class KubernetesCompute implements Compute {
    /** The cluster. */
    readonly cluster: Cluster;
    /** Security group of the nodes. */
    readonly sharedGroupId: pulumi.Output<string>;
    private readonly namespace: ApiNamespace;

    /** Creates the cluster, what scales and observes it, and the namespace of the APIs. */
    constructor(private readonly args: KubernetesArgs) {
        this.cluster = this.createCluster();
        this.sharedGroupId = this.cluster.nodeSecurityGroupId;
        this.scaleNodes();
        this.observeContainers();
        this.namespace = this.createNamespace();
    }

    run(name: string, api: RunnableApi): Backend {
        return this.namespace.run(name, podsOf(api));
    }

    runShared(apis: Readonly<Record<string, RunnableApi>>): Record<string, Backend> {
        if (Object.keys(apis).length === 0) return {};
        const { sharedGateway, pages = {} } = this.args.settings;
        const { replicas, maxReplicas = 3 * replicas } = sharedGateway;
        const [page] = Object.entries(pages).map(([name, settings]) => ({
            name,
            ...podsOf({ settings, image: this.args.imageOf(name, settings), environment: {} }),
        }));
        return this.namespace.runBehindGateway({
            ...sharedGateway,
            maxReplicas,
            name: sharedGatewayName,
            apis: mapValues(apis, podsOf),
            page,
        });
    }

    private createCluster() {
        const { name, settings, cluster, network, zones, credentials, parent } = this.args;
        const { deletionProtection, logRetentionDays } = settings;
        const { observability: _, ...own } = cluster;
        const supportType = own.supportType ?? defaultSupportType(own.kubernetesVersion);
        const privateSubnetIds = network.privateSubnetIdsIn(zones);
        const shared = { vpcId: network.vpcId, privateSubnetIds, credentials, deletionProtection, logRetentionDays };
        return new Cluster(name, { ...own, ...shared, supportType, clusterName: name }, { parent });
    }

    // Auto Mode scales its nodes by itself.
    private scaleNodes() {
        const { name, cluster, network, podIdentitySeconds, parent } = this.args;
        if (cluster.nodes === "auto") return;
        new Autoscaler(
            name,
            {
                clusterName: name,
                image: autoscalerImage(cluster.kubernetesVersion),
                propagationSeconds: podIdentitySeconds,
            },
            { parent, provider: this.cluster.provider, dependsOn: [network, this.cluster] },
        );
    }

    private observeContainers() {
        const { name, settings, cluster, network, parent } = this.args;
        const { observability, kubernetesVersion, addOnVersions } = cluster;
        const { logs, metrics, retentionDays = settings.logRetentionDays } = observability;
        if (!logs && !metrics) return;
        new ContainerInsights(
            name,
            { clusterName: name, kubernetesVersion, addOnVersions, logs, metrics, retentionDays },
            // Its pods run on nodes, which need routes. No API waits for it.
            { parent, dependsOn: [network, this.cluster] },
        );
    }

    private createNamespace() {
        const { settings, cluster, network, vpcCidrBlock, credentials, podIdentitySeconds, parent } = this.args;
        const { clusterName, provider } = this.cluster;
        const { nodes, architecture } = cluster;
        return new ApiNamespace(
            {
                namespace: settings.namespace,
                clusterName,
                nodes,
                architecture,
                vpcCidrBlock,
                credentials,
                propagationSeconds: podIdentitySeconds,
            },
            // Load balancers need routes and nodes as long as they exist, also while they are being deleted.
            { parent, provider, dependsOn: [network, this.cluster] },
        );
    }
}

type PodSettings = NonNullable<Settings["pages"]>[string] & Partial<Pick<ApiSettings, "secrets">>;

function podsOf({
    settings,
    ...pods
}: Pick<RunnableApi, "image" | "environment" | "database"> & {
    readonly settings: PodSettings;
    readonly policy?: RunnableApi["policy"];
}): ApiArgs {
    const { port, cpu, memory = "256Mi", livenessPath, secrets, replicas, maxReplicas = 3 * replicas } = settings;
    const own = { port, cpu, memory, livenessPath, secrets, replicas, maxReplicas };
    return { ...own, ...pods, readinessPath: healthPathOf(settings) };
}
