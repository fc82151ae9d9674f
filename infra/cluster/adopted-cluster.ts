import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { AwsCredentials } from "../aws-credentials";
import { clusterKubeconfig, type KubeconfigArgs, withCredentials } from "./kubeconfig";
import type { StackCluster } from "./stack-cluster";

/** Arguments of an existing cluster. */
export interface AdoptedClusterArgs extends KubeconfigArgs {
    /** Id of the security group that EKS created for it. */
    readonly securityGroupId: string;
    /** Credentials of the AWS provider, with which the kubeconfig gets its tokens. Default: the environment's. */
    readonly credentials?: AwsCredentials | undefined;
}

/** A connection to an existing EKS cluster, of which nothing is changed or deleted. */
export class AdoptedCluster extends pulumi.ComponentResource implements StackCluster {
    readonly clusterName: pulumi.Output<string>;
    readonly nodeSecurityGroupId: pulumi.Output<string>;
    readonly kubeconfig: pulumi.Output<string>;
    readonly provider: k8s.Provider;

    /** Creates the provider for resources inside the cluster. */
    constructor(
        name: string,
        { credentials, securityGroupId, ...args }: AdoptedClusterArgs,
        opts?: pulumi.ComponentResourceOptions,
    ) {
        super("gatehouse:cluster:AdoptedCluster", name, {}, opts);

        const kubeconfig = withCredentials(clusterKubeconfig(args), credentials);
        this.clusterName = pulumi.output(args.name);
        this.nodeSecurityGroupId = pulumi.output(securityGroupId);
        this.kubeconfig = pulumi.secret(kubeconfig);
        this.provider = new k8s.Provider(
            name,
            // An object that exists already is not the stack's (pulumi/pulumi-kubernetes#4278).
            { kubeconfig, upsertExistingObjects: false },
            { parent: this },
        );

        this.registerOutputs({ clusterName: this.clusterName, kubeconfig: this.kubeconfig });
    }
}
