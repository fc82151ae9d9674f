import type * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";

/** The EKS cluster in which a stack runs pods: one that it creates, or an existing one. */
export interface StackCluster extends pulumi.Resource {
    /** Name of the cluster at AWS. */
    readonly clusterName: pulumi.Output<string>;
    /** Id of the security group of its nodes, whose addresses pods share. */
    readonly nodeSecurityGroupId: pulumi.Output<string>;
    /** Kubeconfig as JSON; it contains no secret but gets a token from the AWS CLI. */
    readonly kubeconfig: pulumi.Output<string>;
    /** Provider for resources inside the cluster. */
    readonly provider: k8s.Provider;
}
