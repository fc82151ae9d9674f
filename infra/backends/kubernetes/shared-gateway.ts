import { createHash } from "node:crypto";
import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { LoadBalancer } from "../backend";
import { type BalancedServiceArgs, balance } from "./balanced-service";
import { type DeploymentArgs, runPods } from "./deployment";
import { networkPolicySpec } from "./network-policy";
import { gatewayPort, healthPath, nginxConfiguration } from "./nginx-config";
import type { ServiceLoadBalancer } from "./service-load-balancer";
import type { SharedWorkload, WorkloadGateway } from "./shared-workload";

/** Arguments of a shared gateway. */
export interface SharedGatewayArgs
    extends Omit<BalancedServiceArgs, "healthCheckPath">,
        Pick<DeploymentArgs, "image" | "replicas" | "maxReplicas" | "cpu" | "memory" | "architecture"> {
    /** APIs that it serves, each at `/<name>`. */
    apis: readonly SharedWorkload[];
    /** Page that it serves at every other path. Default: none. */
    page?: SharedWorkload | undefined;
}

/** Folder of the configuration in the container. */
const folder = "/etc/gatehouse";

/**
 * nginx in front of several APIs, behind one internal network load balancer.
 *
 * It costs one more hop, and saves a load balancer and a VPC link for each API.
 */
export class SharedGateway extends pulumi.ComponentResource implements WorkloadGateway {
    readonly loadBalancer: LoadBalancer;
    readonly found: ServiceLoadBalancer;
    readonly proxy: WorkloadGateway["proxy"];

    /** Creates the configuration, the pods of nginx, their network policy and the load balancer. */
    constructor(name: string, args: SharedGatewayArgs, opts?: pulumi.ComponentResourceOptions) {
        const { apis, page, ...inputs } = args;
        super("gatehouse:workloads:SharedGateway", name, inputs, opts);

        const deployment = this.runNginx(name, args);
        this.restrictTraffic(name, args);
        const { loadBalancer, found } = balance(name, { ...args, healthCheckPath: healthPath }, deployment, this);
        this.loadBalancer = loadBalancer;
        this.found = found;
        this.proxy = { urn: deployment.urn, unit: "pods", min: args.replicas, max: args.maxReplicas };

        this.registerOutputs({ hostname: found.hostname });
    }

    private runNginx(name: string, args: SharedGatewayArgs) {
        const { apis, page, namespace, ...pods } = args;
        const workloads = page === undefined ? apis : [...apis, page];
        const configuration = nginxConfiguration({
            apis: apis.map(({ upstream }) => upstream),
            page: page?.upstream,
        });
        const checksum = sha256(configuration);
        const configMap = this.createConfigMap(`${name}-${checksum.slice(0, 10)}`, name, namespace, configuration);
        const services = pulumi.all(workloads.map(({ service }) => service.metadata.uid));
        return runPods(
            name,
            {
                ...pods,
                namespace,
                port: gatewayPort,
                environment: {},
                serviceAccountName: this.createServiceAccount(name, namespace),
                livenessPath: healthPath,
                readinessPath: healthPath,
                command: ["nginx", "-e", "stderr", "-c", `${folder}/nginx.conf`, "-g", "daemon off;"],
                files: { configMap: configMap.metadata.name, folder },
                annotations: {
                    "checksum/config": checksum,
                    // nginx resolves a Service's name once, when it starts, and a Service that is created again has another address.
                    "checksum/services": services.apply((uids) => sha256(uids.join())),
                },
            },
            // nginx does not start before every name resolves.
            { parent: this, dependsOn: workloads.map(({ service }) => service) },
        );
    }

    // Its name contains the hash of its content, so that pods of the previous revision, which may start again during a rollout,
    // still have the previous content.
    private createConfigMap(name: string, logicalName: string, namespace: pulumi.Input<string>, configuration: string) {
        return new k8s.core.v1.ConfigMap(
            logicalName,
            { metadata: { name, namespace }, immutable: true, data: { "nginx.conf": configuration } },
            { parent: this },
        );
    }

    private createServiceAccount(name: string, namespace: pulumi.Input<string>) {
        const account = new k8s.core.v1.ServiceAccount(
            name,
            { metadata: { name, namespace }, automountServiceAccountToken: false },
            { parent: this },
        );
        return account.metadata.name;
    }

    private restrictTraffic(name: string, { namespace, vpcCidrBlocks }: SharedGatewayArgs) {
        return new k8s.networking.v1.NetworkPolicy(
            name,
            { metadata: { name, namespace }, spec: networkPolicySpec({ name, vpcCidrBlocks, hasAwsIdentity: false }) },
            { parent: this },
        );
    }
}

function sha256(text: string): string {
    return createHash("sha256").update(text).digest("hex");
}
