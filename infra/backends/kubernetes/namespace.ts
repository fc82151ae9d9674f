import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { mapValues } from "../../map-values";
import type { BalancedBackend } from "../backend";
import { PodIdentity, type PodIdentityArgs } from "./pod-identity";
import { SharedGateway, type SharedGatewayArgs } from "./shared-gateway";
import { SharedWorkload } from "./shared-workload";
import { Workload, type WorkloadArgs } from "./workload";

/** Arguments of a namespace. */
export interface ApiNamespaceArgs
    extends Pick<WorkloadArgs, "nodes" | "architecture" | "vpcCidrBlocks" | "loadBalancerSubnetIds" | "credentials">,
        Pick<PodIdentityArgs, "propagationSeconds"> {
    /** Name of the namespace. */
    namespace: string;
    /** Name of the EKS cluster. */
    clusterName: pulumi.Input<string>;
}

/** Arguments of an API in a namespace. */
export interface ApiArgs extends Omit<WorkloadArgs, keyof ApiNamespaceArgs | "serviceAccountName"> {
    /** IAM policy document with the AWS permissions of the API. Default: no AWS identity. */
    policy?: pulumi.Input<string> | undefined;
}

/** Arguments of the gateway that APIs of a namespace share. */
export interface ApiGatewayArgs extends Omit<SharedGatewayArgs, keyof ApiNamespaceArgs | "apis" | "page"> {
    /** Name of its objects. */
    name: string;
    /** The APIs by name. */
    apis: Readonly<Record<string, ApiArgs>>;
    /** Page inside the VPC, which the REST API does not publish. Default: none. */
    page?: ({ readonly name: string } & ApiArgs) | undefined;
}

/**
 * A network load balancer takes 2 to 3 minutes to find a new pod healthy. A rollout that did not wait for it would end the
 * last old pod before the first new one serves (kubernetes-sigs/aws-load-balancer-controller, docs/deploy/pod_readiness_gate).
 * Auto Mode has its own key for the label: AWS does not document it, public projects have read it from the selector of its
 * webhook and seen the condition `target-health.eks.amazonaws.com/…` (aws/containers-roadmap#2511). Only pods that are
 * created after the Service get the gate, which the first ones of an API therefore lack.
 *
 * The in-tree controller has no such gate and needs none, as nodes are its targets.
 */
const readinessGates = {
    auto: { "eks.amazonaws.com/pod-readiness-gate-inject": "enabled" },
    managed: {},
} as const;

/** The namespace of a cluster in which APIs run, each as a workload. */
export class ApiNamespace {
    private readonly name: pulumi.Output<string>;

    /**
     * Creates the namespace, which enforces the "restricted" Pod Security Standard, and whose pods become ready only once
     * Auto Mode's load balancer has found them healthy.
     * @param opts options of the workloads too, `dependsOn` excepted.
     */
    constructor(
        private readonly args: ApiNamespaceArgs,
        private readonly opts: pulumi.ComponentResourceOptions,
    ) {
        this.name = new k8s.core.v1.Namespace(
            args.namespace,
            {
                metadata: {
                    name: args.namespace,
                    labels: { "pod-security.kubernetes.io/enforce": "restricted", ...readinessGates[args.nodes] },
                },
            },
            opts,
        ).metadata.name;
    }

    /** Runs an API behind its own load balancer, and returns its backend. */
    run(name: string, api: ApiArgs): BalancedBackend {
        return new Workload(name, this.workloadArgs(name, api), this.childOptions()).backend;
    }

    /** Runs APIs, and a page, behind one gateway, and returns the backend of each API. */
    runBehindGateway({ name, apis, page, ...gateway }: ApiGatewayArgs): Record<string, BalancedBackend> {
        const opts = this.childOptions();
        const run = (workload: string, api: ApiArgs) =>
            new SharedWorkload(workload, { ...this.workloadArgs(workload, api), gatewayName: name }, opts);
        const workloads = mapValues(apis, (api, workload) => run(workload, api));
        const { clusterName: _, propagationSeconds: __, ...shared } = this.args;
        const balanced = new SharedGateway(
            name,
            {
                ...gateway,
                ...shared,
                namespace: this.name,
                apis: Object.values(workloads),
                page: page && run(page.name, page),
            },
            opts,
        );
        return mapValues(workloads, (workload) => workload.behind(balanced));
    }

    private workloadArgs(name: string, { policy, ...api }: ApiArgs): WorkloadArgs {
        const { clusterName, propagationSeconds, namespace: _, ...shared } = this.args;
        const identity = { clusterName, namespace: this.name, propagationSeconds };
        const serviceAccountName =
            policy && new PodIdentity(name, { ...identity, policy }, this.childOptions()).serviceAccountName;
        return { ...api, ...shared, namespace: this.name, serviceAccountName };
    }

    private childOptions(): pulumi.ComponentResourceOptions {
        const { dependsOn: _, ...opts } = this.opts;
        return opts;
    }
}
