import type { Backend } from "../../infra/backends/backend";
import { type EcsCluster, FargateCluster } from "../../infra/backends/fargate/cluster";
import { FargateService } from "../../infra/backends/fargate/service";
import type { NetworkLoadBalancer } from "../../infra/backends/network-load-balancer";
import type { StackNetwork } from "../../infra/network/stack-network";
import { healthPathOf } from "../settings/api-schema";
import { architectureOfImage } from "../settings/architecture";
import { fargateSize } from "../settings/fargate/sizes";
import { listenerPortOf } from "../settings/load-balancer/listener-port";
import { type Compute, type ComputeArgs, type RunnableApi, secretSources } from "./compute";

/** Arguments of Fargate. */
export interface FargateArgs extends ComputeArgs {
    readonly network: StackNetwork;
    /** An existing ECS cluster. Default: one is created. */
    readonly ecsCluster?: EcsCluster | undefined;
    /** Load balancer in front of all its APIs. */
    readonly loadBalancer: NetworkLoadBalancer;
}

/** An ECS cluster that runs APIs on Fargate, behind a load balancer that they share. */
export class FargateCompute implements Compute {
    private readonly cluster: FargateCluster;

    /** Creates the cluster, unless it exists already, and what its services share. */
    constructor(private readonly args: FargateArgs) {
        const { name, network, ecsCluster: existing, settings, parent } = args;
        const { logRetentionDays } = settings;
        const placed = { vpcId: network.vpcId, subnetIds: network.privateSubnetIds };
        this.cluster = new FargateCluster(name, { ...placed, logRetentionDays, existing }, { parent });
    }

    run(name: string, { settings, image, environment, policy, database }: RunnableApi): Backend {
        const { name: stack, network, loadBalancer, parent } = this.args;
        const { port, replicas, maxReplicas = 3 * replicas, cpu, memory } = settings;
        const size = fargateSize({ cpu, memory });
        if (size === undefined) throw new Error(`API "${name}": Fargate has no such CPU and memory`);
        const args = {
            ...{ family: `${stack}-${name}`, image, environment, policy, database, port, replicas, maxReplicas },
            ...size,
            secrets: secretSources(settings),
            architecture: architectureOfImage(this.args.settings, settings),
            healthPath: healthPathOf(settings),
            listenerPort: listenerPortOf(name, "fargate"),
        };
        const place = { cluster: this.cluster, loadBalancer, routes: network.dependencies };
        return new FargateService(name, args, place, { parent }).backend;
    }
}
