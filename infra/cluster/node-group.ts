import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/** Arguments of a managed node group. */
export interface NodeGroupArgs {
    /** Name of the cluster. */
    clusterName: pulumi.Input<string>;
    /** Ids of the private subnets of the nodes. */
    subnetIds: pulumi.Input<string[]>;
    /** Kubernetes version of the nodes, such as "1.35". */
    kubernetesVersion: string;
    /** Instance type, such as "t3.large". */
    instanceType: string;
    /** Architecture of the instance type. */
    architecture: "amd64" | "arm64";
    /** Minimum and initial number of nodes. */
    minNodes: number;
    /** Maximum number of nodes, up to which the Cluster Autoscaler adds nodes for pods that are pending. */
    maxNodes: number;
}

// docs.aws.amazon.com/eks/latest/userguide/create-node-role.html
const nodePolicies = ["AmazonEKSWorkerNodePolicy", "AmazonEKS_CNI_Policy", "AmazonEC2ContainerRegistryPullOnly"];

/** Nodes in private subnets, updated by EKS, with their own role. */
export class NodeGroup extends pulumi.ComponentResource {
    /** Creates the role and the nodes. */
    constructor(name: string, args: NodeGroupArgs, opts?: pulumi.ComponentResourceOptions) {
        super("gatehouse:cluster:NodeGroup", name, args, opts);

        const role = new aws.iam.Role(
            `${name}-nodes`,
            { assumeRolePolicy: aws.iam.assumeRolePolicyForPrincipal({ Service: "ec2.amazonaws.com" }) },
            { parent: this },
        );
        const permissions = this.attachPolicies(name, role);
        new aws.eks.NodeGroup(
            `${name}-nodes`,
            {
                clusterName: args.clusterName,
                nodeRoleArn: role.arn,
                subnetIds: args.subnetIds,
                version: args.kubernetesVersion,
                instanceTypes: [args.instanceType],
                // The default of EKS is for amd64; naming it too would replace the groups of existing stacks.
                ...(args.architecture === "arm64" && { amiType: "AL2023_ARM_64_STANDARD" }),
                scalingConfig: { minSize: args.minNodes, desiredSize: args.minNodes, maxSize: args.maxNodes },
                updateConfig: { maxUnavailable: 1 },
            },
            // The Cluster Autoscaler changes the size between the bounds; an update must not reset it.
            { parent: this, dependsOn: permissions, ignoreChanges: ["scalingConfig.desiredSize"] },
        );

        this.registerOutputs();
    }

    private attachPolicies(name: string, role: aws.iam.Role) {
        const { partition } = aws.getPartitionOutput({}, { parent: this });
        return nodePolicies.map(
            (policy) =>
                new aws.iam.RolePolicyAttachment(
                    `${name}-nodes-${policy}`,
                    { role: role.name, policyArn: pulumi.interpolate`arn:${partition}:iam::aws:policy/${policy}` },
                    { parent: this },
                ),
        );
    }
}
