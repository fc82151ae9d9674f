import type { Backend } from "../../infra/backends/backend";
import { InstanceService, type InstanceServiceArgs } from "../../infra/backends/instances/instance-service";
import type { NetworkLoadBalancer } from "../../infra/backends/network-load-balancer";
import type { StackNetwork } from "../../infra/network/stack-network";
import { healthPathOf } from "../settings/api-schema";
import { architectureOfImage } from "../settings/architecture";
import { defaultTypes } from "../settings/instances/machine-checks";
import { listenerPortOf } from "../settings/load-balancer/listener-port";
import { type ApiSettings, type Compute, type ComputeArgs, type RunnableApi, secretSources } from "./compute";

/** Arguments of machines. */
export interface InstancesArgs extends ComputeArgs {
    readonly network: StackNetwork;
    /** Load balancer in front of all its APIs. */
    readonly loadBalancer: NetworkLoadBalancer;
}

/** Runs each API on EC2 instances, behind a load balancer that they share. */
export class InstancesCompute implements Compute {
    constructor(private readonly args: InstancesArgs) {}

    run(name: string, { settings, image, environment, policy, database }: RunnableApi): Backend {
        const { name: stack, settings: all, network, loadBalancer, credentials, parent } = this.args;
        const { port, replicas, maxReplicas = 3 * replicas } = settings;
        const architecture = architectureOfImage(all, settings);
        const { instanceType = defaultTypes[architecture] } = settings;
        const args: InstanceServiceArgs = {
            ...{
                stack,
                image,
                environment,
                secrets: secretSources(settings),
                policy,
                database,
                port,
                replicas,
                maxReplicas,
                architecture,
                instanceType,
                credentials,
            },
            ...(network.isExisting && { isInExistingVpc: true }),
            ami: amiOf(settings),
            healthPath: healthPathOf(settings),
            listenerPort: listenerPortOf(name, "instances"),
            logRetentionDays: all.logRetentionDays,
        };
        const { vpcId, privateSubnetIds: subnetIds, dependencies: routes } = network;
        return new InstanceService(name, args, { routes, vpcId, subnetIds, loadBalancer }, { parent }).backend;
    }
}

function amiOf({ amiId }: ApiSettings): InstanceServiceArgs["ami"] {
    if (amiId === undefined) return "newest at first";
    return amiId === "latest" ? "newest" : { id: amiId };
}
