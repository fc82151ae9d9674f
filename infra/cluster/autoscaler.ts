import * as aws from "@pulumi/aws";
import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { podTrust, waitForPropagation } from "../pod-association";
import { autoscalerDeployment } from "./autoscaler-deployment";
import { clusterRules, namespaceRules } from "./autoscaler-permissions";

/** Arguments of a Cluster Autoscaler. */
export interface AutoscalerArgs {
    /** Name of the cluster, whose managed node groups it scales. */
    clusterName: string;
    /** Image; its minor version has to be that of Kubernetes. */
    image: string;
    /** Seconds that a new pod identity association is given to become effective. Default: 30. */
    propagationSeconds?: number | undefined;
}

const serviceAccount = "cluster-autoscaler";
const metadata = { name: serviceAccount, namespace: "kube-system" };

/**
 * The Cluster Autoscaler: it adds nodes, up to the maximum of their node group, where pods find no place, and removes nodes
 * that are hardly used. EKS itself tags the Auto Scaling groups of managed node groups for it
 * (docs.aws.amazon.com/eks/latest/userguide/managed-node-groups.html).
 */
export class Autoscaler extends pulumi.ComponentResource {
    /** Creates the role, the permissions in the cluster and the Deployment. */
    constructor(name: string, args: AutoscalerArgs, opts?: pulumi.ComponentResourceOptions) {
        super("gatehouse:cluster:Autoscaler", name, {}, opts);

        const identity = this.createIdentity(name, args);
        const permissions = this.grantPermissions(name);
        const { region } = aws.getRegionOutput({}, { parent: this });
        new k8s.apps.v1.Deployment(
            `${name}-autoscaler`,
            {
                metadata,
                spec: autoscalerDeployment({ ...args, serviceAccount: identity.serviceAccount, region }),
            },
            { parent: this, dependsOn: [identity, ...permissions] },
        );

        this.registerOutputs();
    }

    // A pod that starts before the association never gets credentials.
    private createIdentity(name: string, { clusterName, propagationSeconds }: AutoscalerArgs) {
        const { namespace } = metadata;
        const role = new aws.iam.Role(
            `${name}-autoscaler`,
            { assumeRolePolicy: podTrust({ clusterName, namespace, serviceAccount }) },
            { parent: this },
        );
        const permission = new aws.iam.RolePolicy(
            `${name}-autoscaler`,
            { role: role.id, policy: this.scalingPolicy(clusterName) },
            { parent: this },
        );
        const account = new k8s.core.v1.ServiceAccount(`${name}-autoscaler`, { metadata }, { parent: this });
        return new aws.eks.PodIdentityAssociation(
            `${name}-autoscaler`,
            { clusterName, namespace, serviceAccount: account.metadata.name, roleArn: role.arn },
            {
                parent: this,
                dependsOn: [permission],
                hooks: { afterCreate: [() => waitForPropagation(propagationSeconds)] },
            },
        );
    }

    // kubernetes/autoscaler, cluster-autoscaler/cloudprovider/aws/README.md, "Full Cluster Autoscaler Features Policy"; only
    // the groups of this cluster can be changed. IAM has no condition on a tag for the actions that read.
    private scalingPolicy(clusterName: string) {
        return JSON.stringify({
            Version: "2012-10-17",
            Statement: [
                {
                    Effect: "Allow",
                    Action: [
                        "autoscaling:DescribeAutoScalingGroups",
                        "autoscaling:DescribeAutoScalingInstances",
                        "autoscaling:DescribeLaunchConfigurations",
                        "autoscaling:DescribeScalingActivities",
                        "autoscaling:DescribeTags",
                        "ec2:DescribeImages",
                        "ec2:DescribeInstanceTypes",
                        "ec2:DescribeLaunchTemplateVersions",
                        "ec2:GetInstanceTypesFromInstanceRequirements",
                        "eks:DescribeNodegroup",
                    ],
                    Resource: "*",
                },
                {
                    Effect: "Allow",
                    Action: ["autoscaling:SetDesiredCapacity", "autoscaling:TerminateInstanceInAutoScalingGroup"],
                    Resource: "*",
                    Condition: {
                        StringEquals: {
                            "aws:ResourceTag/k8s.io/cluster-autoscaler/enabled": "true",
                            [`aws:ResourceTag/k8s.io/cluster-autoscaler/${clusterName}`]: "owned",
                        },
                    },
                },
            ],
        });
    }

    private grantPermissions(name: string): pulumi.Resource[] {
        const subjects = [{ kind: "ServiceAccount", ...metadata }];
        const roleRef = (kind: string) => ({ apiGroup: "rbac.authorization.k8s.io", kind, name: serviceAccount });
        const options = { parent: this };
        const { rbac } = k8s;
        const wide = { metadata: { name: serviceAccount } };
        return [
            new rbac.v1.ClusterRole(`${name}-autoscaler`, { ...wide, rules: clusterRules }, options),
            new rbac.v1.ClusterRoleBinding(
                `${name}-autoscaler`,
                { ...wide, subjects, roleRef: roleRef("ClusterRole") },
                options,
            ),
            new rbac.v1.Role(`${name}-autoscaler`, { metadata, rules: namespaceRules }, options),
            new rbac.v1.RoleBinding(`${name}-autoscaler`, { metadata, subjects, roleRef: roleRef("Role") }, options),
        ];
    }
}
