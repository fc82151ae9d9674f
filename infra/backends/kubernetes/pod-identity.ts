import * as aws from "@pulumi/aws";
import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { waitForPropagation } from "./association-delay";

/** What an identity at AWS is made of. */
export interface PodIdentityArgs {
    /** Name of the EKS cluster. */
    clusterName: pulumi.Input<string>;
    /** Namespace of the pods. */
    namespace: pulumi.Input<string>;
    /** IAM policy document of what the pods may do. */
    policy: pulumi.Input<string>;
}

/** A service account whose pods, and no others, get credentials of an IAM role of their own through EKS Pod Identity. */
export class PodIdentity extends pulumi.ComponentResource {
    /** Name of the service account; who takes it waits until it and its role are there. */
    readonly serviceAccountName: pulumi.Output<string>;

    /** Creates the role, the service account, and what joins them. */
    constructor(name: string, args: PodIdentityArgs, opts?: pulumi.ComponentResourceOptions) {
        super("gatehouse:workloads:PodIdentity", name, args, opts);

        const role = this.createRole(name, args);
        const permission = new aws.iam.RolePolicy(
            `${name}-pods`,
            { role: role.id, policy: args.policy },
            { parent: this },
        );
        const account = new k8s.core.v1.ServiceAccount(
            name,
            {
                metadata: { name, namespace: args.namespace },
                // The token that Pod Identity takes is a volume of its own, for another audience
                // (docs.aws.amazon.com/eks/latest/userguide/pod-id-how-it-works.html); this one is the API server's.
                automountServiceAccountToken: false,
            },
            { parent: this },
        );
        // Pods that start before it get no credentials until they start anew, and before the policy none that do.
        const association = new aws.eks.PodIdentityAssociation(
            name,
            {
                clusterName: args.clusterName,
                namespace: args.namespace,
                serviceAccount: account.metadata.name,
                roleArn: role.arn,
            },
            // In `up` alone: a preview runs no hooks.
            { parent: this, dependsOn: [permission], hooks: { afterCreate: [waitForPropagation] } },
        );

        this.serviceAccountName = association.serviceAccount;
        this.registerOutputs({ serviceAccountName: this.serviceAccountName });
    }

    // docs.aws.amazon.com/eks/latest/userguide/pod-id-role.html and pod-id-abac.html: the tags of the session.
    private createRole(name: string, { clusterName, namespace }: PodIdentityArgs) {
        return new aws.iam.Role(
            `${name}-pods`,
            {
                assumeRolePolicy: pulumi.jsonStringify({
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
                                    "aws:RequestTag/kubernetes-service-account": name,
                                },
                            },
                        },
                    ],
                }),
            },
            { parent: this },
        );
    }
}
