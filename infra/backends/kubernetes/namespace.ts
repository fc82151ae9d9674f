import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { Backend } from "../backend";
import { PodIdentity, type PodIdentityArgs } from "./pod-identity";
import { Workload, type WorkloadArgs } from "./workload";

/** Arguments of a namespace. */
export interface ApiNamespaceArgs
    extends Pick<WorkloadArgs, "nodes" | "vpcCidrBlock" | "credentials">,
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

/** The namespace of a cluster in which APIs run, each as a workload. */
export class ApiNamespace {
    private readonly name: pulumi.Output<string>;

    /**
     * Creates the namespace, which enforces the "restricted" Pod Security Standard.
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
                    labels: { "pod-security.kubernetes.io/enforce": "restricted" },
                },
            },
            opts,
        ).metadata.name;
    }

    /** Runs an API and returns its backend. */
    run(name: string, { policy, ...api }: ApiArgs): Backend {
        const { dependsOn: _, ...opts } = this.opts;
        const { clusterName, propagationSeconds, namespace: _name, ...shared } = this.args;
        const identity = { clusterName, namespace: this.name, propagationSeconds };
        const serviceAccountName = policy && new PodIdentity(name, { ...identity, policy }, opts).serviceAccountName;
        const args = { ...api, ...shared, namespace: this.name, serviceAccountName };
        return new Workload(name, args, opts).backend;
    }
}
