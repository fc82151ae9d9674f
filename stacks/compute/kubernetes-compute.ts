import type * as pulumi from "@pulumi/pulumi";
import type { Backend } from "../../infra/backends/backend";
import { type ApiArgs, ApiNamespace } from "../../infra/backends/kubernetes/namespace";
import type { StackCluster } from "../../infra/cluster/stack-cluster";
import { mapValues } from "../../infra/map-values";
import type { StackNetwork } from "../../infra/network/stack-network";
import { healthPathOf } from "../settings/api-schema";
import type { Architecture } from "../settings/architecture";
import type { Settings } from "../settings/schema";
import { sharedGatewayName } from "../settings/shared-gateway/schema";
import { type ApiSettings, type Compute, type ComputeArgs, type RunnableApi, secretSources } from "./compute";

/** Arguments of Kubernetes. */
export interface KubernetesArgs extends ComputeArgs {
    /** The cluster, which the stack creates or which exists already. */
    readonly cluster: StackCluster;
    /** Kind of its nodes. */
    readonly nodes: "auto" | "managed";
    readonly architecture: Architecture;
    readonly network: StackNetwork;
    /** Returns the image of a page, which is built where the settings name a folder. */
    readonly imageOf: (name: string, container: Pick<ApiSettings, "image" | "build">) => pulumi.Input<string>;
    /** Seconds that a new pod identity is given to become effective. Default: as long as EKS usually needs. */
    readonly podIdentitySeconds?: number | undefined;
}

/** A namespace of an EKS cluster that runs APIs as pods. */
export class KubernetesCompute implements Compute {
    /** Security group of the nodes. */
    readonly sharedGroupId: pulumi.Output<string>;
    private readonly namespace: ApiNamespace;

    /** Creates the namespace of the APIs. */
    constructor(private readonly args: KubernetesArgs) {
        this.sharedGroupId = args.cluster.nodeSecurityGroupId;
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

    private createNamespace() {
        const { settings, cluster, nodes, architecture, network, credentials, podIdentitySeconds, parent } = this.args;
        const { clusterName, provider } = cluster;
        const { vpcCidrBlocks, loadBalancerSubnetIds, dependencies } = network;
        return new ApiNamespace(
            {
                namespace: settings.namespace,
                clusterName,
                nodes,
                architecture,
                vpcCidrBlocks,
                loadBalancerSubnetIds,
                credentials,
                propagationSeconds: podIdentitySeconds,
            },
            // Load balancers need routes and nodes as long as they exist, also while they are being deleted.
            { parent, provider, dependsOn: [...dependencies, cluster] },
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
    const { port, cpu, memory = "256Mi", livenessPath, secrets = {}, replicas, maxReplicas = 3 * replicas } = settings;
    const sources = secretSources({ secrets });
    const own = { port, cpu, memory, livenessPath, secrets: sources, replicas, maxReplicas };
    return { ...own, ...pods, readinessPath: healthPathOf(settings) };
}
