import type { ApplicationLoadBalancer, PathRule } from "../../infra/backends/application-load-balancer";
import type { Backend } from "../../infra/backends/backend";
import { type EcsCluster, FargateCluster } from "../../infra/backends/fargate/cluster";
import { FargateService, type FargateServiceArgs } from "../../infra/backends/fargate/service";
import type { NetworkLoadBalancer } from "../../infra/backends/network-load-balancer";
import type { HttpBackend } from "../../infra/gateway/http/integrations";
import type { StackNetwork } from "../../infra/network/stack-network";
import type { HttpBase } from "../../openapi/http-route";
import { healthPathOf } from "../settings/api-schema";
import { architectureOfImage } from "../settings/architecture";
import { fargateSize } from "../settings/fargate/sizes";
import { listenerPortOf } from "../settings/load-balancer/listener-port";
import { listenerPriorityOf } from "../settings/load-balancer/listener-priority";
import { type Compute, type ComputeArgs, type RunnableApi, secretSources } from "./compute";

/** Arguments of Fargate. */
export interface FargateArgs extends ComputeArgs {
    readonly network: StackNetwork;
    /** An existing ECS cluster. Default: one is created. */
    readonly ecsCluster?: EcsCluster | undefined;
    /** Load balancer in front of all its APIs that the REST API publishes; needed if there is one. */
    readonly loadBalancer?: NetworkLoadBalancer | undefined;
    /** Load balancer in front of those that the HTTP API publishes, and where it publishes them; needed if there is one. */
    readonly http?: HttpPlace | undefined;
}

interface HttpPlace {
    readonly loadBalancer: ApplicationLoadBalancer;
    readonly bases: Readonly<Record<string, HttpBase>>;
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

    run(name: string, api: RunnableApi): Backend {
        const { network, loadBalancer, parent } = this.args;
        if (loadBalancer === undefined) throw new Error(`no load balancer for API "${name}"`);
        const args = { ...this.serviceArgs(name, api), listenerPort: listenerPortOf(name, "fargate") };
        const place = { cluster: this.cluster, loadBalancer, routes: network.dependencies };
        return new FargateService(name, args, place, { parent }).backend;
    }

    /** Runs an API that the HTTP API publishes, and returns its backend. */
    runBehindHttpApi(name: string, api: RunnableApi): HttpBackend {
        const { network, http, parent } = this.args;
        const base = http?.bases[name];
        if (http === undefined || base === undefined) throw new Error(`no HTTP API for API "${name}"`);
        const { loadBalancer } = http;
        const { path: basePath, isRemoved: removesBasePath } = base;
        const rule: PathRule = { basePath, removesBasePath, priority: listenerPriorityOf(name) };
        const place = { cluster: this.cluster, loadBalancer, routes: network.dependencies };
        const args = { ...this.serviceArgs(name, api), ...rule };
        const service = new FargateService<PathRule>(name, args, place, { parent });
        return { listenerArn: loadBalancer.listenerArn, dependencies: [service] };
    }

    private serviceArgs(name: string, api: RunnableApi): FargateServiceArgs {
        const { settings, image, environment, policy, database } = api;
        const { port, replicas, maxReplicas = 3 * replicas, cpu, memory } = settings;
        const { name: stack, settings: all } = this.args;
        const size = fargateSize({ cpu, memory });
        if (size === undefined) throw new Error(`API "${name}": Fargate has no such CPU and memory`);
        return {
            ...{ family: `${stack}-${name}`, image, environment, policy, database, port, replicas, maxReplicas },
            ...size,
            secrets: secretSources(settings),
            architecture: architectureOfImage(all, settings),
            healthPath: healthPathOf(settings),
            ...(all.fargate?.executeCommand && { enableExecuteCommand: true }),
        };
    }
}
