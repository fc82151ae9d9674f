import { setTimeout } from "node:timers/promises";
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

const usualSeconds = 30;

/**
 * Waits until EKS issues credentials for an association that was just created. It "may take several seconds to be
 * effective" (docs.aws.amazon.com/eks/latest/APIReference/API_CreatePodIdentityAssociation.html), no status shows when, and
 * pods admitted earlier never get credentials (hashicorp/terraform-provider-aws#40852, aws/eks-pod-identity-agent#52).
 */
export async function waitForPropagation(seconds = usualSeconds): Promise<void> {
    await setTimeout(seconds * 1000);
}
