import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { BalancedBackend, BalancedOutputs } from "../backend";
import { type BalancedServiceArgs, balance } from "./balanced-service";
import { containerEnvironment } from "./container-environment";
import { type DeploymentArgs, runPods } from "./deployment";
import { type NetworkPolicyArgs, networkPolicySpec } from "./network-policy";

/** Arguments of a workload. */
export interface WorkloadArgs
    extends Omit<DeploymentArgs, "annotations" | "behind" | "command" | "files">,
        Omit<BalancedServiceArgs, "healthCheckPath"> {
    /** Database that the pods connect to. Default: none. */
    database?: NetworkPolicyArgs["database"];
}

/** The pods of an API behind their own internal network load balancer. */
export class Workload extends pulumi.ComponentResource {
    /** The load balancer as the gateway reaches it. */
    readonly backend: BalancedBackend;

    /** Creates the pods, their disruption budget, autoscaler and network policy, and the load balancer. */
    constructor(name: string, args: WorkloadArgs, opts?: pulumi.ComponentResourceOptions) {
        const { secrets: _, database: __, ...inputs } = args;
        super("gatehouse:workloads:Workload", name, inputs, opts);

        const deployment = runPods(name, args, { parent: this });
        this.restrictTraffic(name, args);
        const service = { ...args, healthCheckPath: args.readinessPath };
        const { loadBalancer, found } = balance(name, service, deployment, this);
        this.backend = { loadBalancer, host: found.hostname };

        this.registerOutputs({
            backend: kubernetesBackend(name, args, deployment, found.hostname),
            environment: containerEnvironment(args),
            loadBalancer: { ...found, name, scheme: "internal", form: "network" },
        } satisfies BalancedOutputs);
    }

    private restrictTraffic(name: string, args: WorkloadArgs) {
        const { namespace, vpcCidrBlocks, serviceAccountName, database } = args;
        const hasAwsIdentity = serviceAccountName !== undefined;
        return new k8s.networking.v1.NetworkPolicy(
            name,
            {
                metadata: { name, namespace },
                spec: networkPolicySpec({ name, vpcCidrBlocks, hasAwsIdentity, database }),
            },
            { parent: this },
        );
    }
}

/** The part of an API's outputs that describes its pods. */
export function kubernetesBackend(
    api: string,
    { readinessPath, replicas, maxReplicas }: Pick<WorkloadArgs, "readinessPath" | "replicas" | "maxReplicas">,
    { urn }: k8s.apps.v1.Deployment,
    host: pulumi.Input<string>,
): BalancedOutputs["backend"] {
    return {
        kind: "kubernetes",
        api,
        host,
        healthPath: readinessPath,
        compute: { urn, unit: "pods", min: replicas, max: maxReplicas, location: "cluster" },
    };
}
