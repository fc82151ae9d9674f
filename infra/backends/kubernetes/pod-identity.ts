import * as aws from "@pulumi/aws";
import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { podTrust, waitForPropagation } from "../../pod-association";

/** Arguments of an AWS identity. */
export interface PodIdentityArgs {
    /** Name of the EKS cluster. */
    clusterName: pulumi.Input<string>;
    /** Namespace of the pods. */
    namespace: pulumi.Input<string>;
    /** IAM policy document with the permissions of the pods. */
    policy: pulumi.Input<string>;
    /** Seconds that a new association is given to become effective. Default: 30. */
    propagationSeconds?: number | undefined;
}

/** A service account whose pods alone get the credentials of an IAM role, through EKS Pod Identity. */
export class PodIdentity extends pulumi.ComponentResource {
    /** Name of the service account, known once the account and its role are usable. */
    readonly serviceAccountName: pulumi.Output<string>;

    /** Creates the role, the service account and their association. */
    constructor(name: string, args: PodIdentityArgs, opts?: pulumi.ComponentResourceOptions) {
        // The delay is no property of the resources, and must not appear as a change.
        const { propagationSeconds, ...inputs } = args;
        super("gatehouse:workloads:PodIdentity", name, inputs, opts);

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
                // This would mount a token for the API server. Pod Identity mounts its own, for another audience
                // (docs.aws.amazon.com/eks/latest/userguide/pod-id-how-it-works.html).
                automountServiceAccountToken: false,
            },
            { parent: this },
        );
        // Pods that start before the association get no credentials until they restart, and before the policy exists
        // the credentials permit nothing.
        const association = new aws.eks.PodIdentityAssociation(
            name,
            {
                clusterName: args.clusterName,
                namespace: args.namespace,
                serviceAccount: account.metadata.name,
                roleArn: role.arn,
            },
            // Hooks run in `up`, not in a preview.
            {
                parent: this,
                dependsOn: [permission],
                hooks: { afterCreate: [() => waitForPropagation(propagationSeconds)] },
            },
        );

        this.serviceAccountName = association.serviceAccount;
        this.registerOutputs({ serviceAccountName: this.serviceAccountName });
    }

    private createRole(name: string, { clusterName, namespace }: PodIdentityArgs) {
        return new aws.iam.Role(
            `${name}-pods`,
            { assumeRolePolicy: podTrust({ clusterName, namespace, serviceAccount: name }) },
            { parent: this },
        );
    }
}
