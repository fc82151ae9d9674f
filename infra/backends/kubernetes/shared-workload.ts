import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { BalancedBackend, BalancedOutputs, LoadBalancer } from "../backend";
import { containerEnvironment } from "./container-environment";
import { runPods } from "./deployment";
import { networkPolicySpec } from "./network-policy";
import type { Upstream } from "./nginx-config";
import { podLabels } from "./pod-spec";
import type { ServiceLoadBalancer } from "./service-load-balancer";
import { kubernetesBackend, type WorkloadArgs } from "./workload";

/** Arguments of a workload behind the shared gateway. */
export interface SharedWorkloadArgs extends Omit<WorkloadArgs, "credentials"> {
    /** Name of the gateway, whose pods alone may connect. */
    gatewayName: string;
}

/** A gateway in front of workloads. */
export interface WorkloadGateway {
    /** Its load balancer as the REST API reaches it. */
    readonly loadBalancer: LoadBalancer;
    /** Its load balancer as the tools see it. */
    readonly found: ServiceLoadBalancer;
    /** Its pods as the tools see them. */
    readonly proxy: NonNullable<BalancedOutputs["proxy"]>;
}

/** Port of the Service, whatever the container listens on: a change of that port must not change the gateway's configuration. */
const servicePort = 80;

/** The pods of an API or of a page that only the shared gateway reaches. */
export class SharedWorkload extends pulumi.ComponentResource {
    /** How the gateway reaches the pods. */
    readonly upstream: Upstream;
    /** The Service in front of the pods, which the gateway's configuration names. */
    readonly service: k8s.core.v1.Service;
    private readonly deployment: k8s.apps.v1.Deployment;

    /**
     * Creates the pods, their disruption budget, autoscaler and network policy, and a Service without a load balancer.
     *
     * The type is that of a workload with a load balancer: an API that changes from one to the other keeps its pods.
     */
    constructor(
        private readonly name: string,
        private readonly args: SharedWorkloadArgs,
        opts?: pulumi.ComponentResourceOptions,
    ) {
        const { secrets: _, database: __, ...inputs } = args;
        super("gatehouse:workloads:Workload", name, inputs, opts);

        this.deployment = runPods(name, { ...args, behind: "gateway" }, { parent: this });
        this.admitGateway();
        this.service = this.createService();
        this.upstream = { name, host: name, port: servicePort };
    }

    /**
     * Returns the backend of the API behind the gateway, and registers it; a page has none. Call it in the same turn of the event
     * loop as the constructor: the SDK then registers a component that has not done so, without outputs.
     */
    behind({ loadBalancer, found, proxy }: WorkloadGateway): BalancedBackend {
        const { name, args } = this;
        const host = pulumi.interpolate`${found.hostname}/${name}`;
        this.registerOutputs({
            backend: kubernetesBackend(name, args, this.deployment, host),
            environment: containerEnvironment(args),
            proxy,
            loadBalancer: { ...found, name: loadBalancer.name, scheme: "internal", form: "network" },
        } satisfies BalancedOutputs);
        return { loadBalancer, host };
    }

    // Another name than the policy of a workload with a load balancer: policies add up, so the old one admits the old clients
    // until the end of an update that changes the API from one to the other.
    private admitGateway() {
        const { namespace, vpcCidrBlocks, serviceAccountName, database, gatewayName: client } = this.args;
        const hasAwsIdentity = serviceAccountName !== undefined;
        const name = `${this.name}-shared`;
        return new k8s.networking.v1.NetworkPolicy(
            name,
            {
                metadata: { name, namespace },
                spec: networkPolicySpec({ name: this.name, vpcCidrBlocks, hasAwsIdentity, database, client }),
            },
            { parent: this },
        );
    }

    private createService() {
        const { name, args } = this;
        return new k8s.core.v1.Service(
            name,
            {
                metadata: { name, namespace: args.namespace },
                spec: {
                    type: "ClusterIP",
                    selector: podLabels(name),
                    ports: [{ name: "http", protocol: "TCP", port: servicePort, targetPort: "http" }],
                },
            },
            // The engine waits until a Service has endpoints.
            { parent: this, dependsOn: [this.deployment] },
        );
    }
}
