import * as pulumi from "@pulumi/pulumi";

/** The pods that may assume a role: those of a service account. */
export interface PodTrustArgs {
    /** Name of the EKS cluster. */
    clusterName: pulumi.Input<string>;
    /** Namespace of the pods. */
    namespace: pulumi.Input<string>;
    /** Name of their service account. */
    serviceAccount: string;
}

/**
 * The trust policy of a role that pods assume through EKS Pod Identity, as JSON
 * (docs.aws.amazon.com/eks/latest/userguide/pod-id-role.html; session tags: pod-id-abac.html).
 */
export function podTrust({ clusterName, namespace, serviceAccount }: PodTrustArgs): pulumi.Output<string> {
    return pulumi.jsonStringify({
        Version: "2012-10-17",
        Statement: [
            {
                Effect: "Allow",
                Principal: { Service: "pods.eks.amazonaws.com" },
                Action: ["sts:AssumeRole", "sts:TagSession"],
                Condition: {
                    StringEquals: {
                        "aws:RequestTag/eks-cluster-name": clusterName,
                        "aws:RequestTag/kubernetes-namespace": namespace,
                        "aws:RequestTag/kubernetes-service-account": serviceAccount,
                    },
                },
            },
        ],
    });
}
