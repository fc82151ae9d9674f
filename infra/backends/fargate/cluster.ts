import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/** Arguments of a cluster. */
export interface FargateClusterArgs {
    vpcId: pulumi.Input<string>;
    /** Ids of private subnets with a route to ECR, Secrets Manager and CloudWatch Logs. */
    subnetIds: pulumi.Input<string[]>;
    /** Days for which logs are retained. */
    logRetentionDays: number;
    /** An existing ECS cluster, of which nothing is changed or deleted. Default: one is created. */
    existing?: EcsCluster | undefined;
}

/** An ECS cluster. */
export interface EcsCluster {
    readonly name: pulumi.Input<string>;
    readonly arn: pulumi.Input<string>;
}

/** An ECS cluster, a log group, a DNS namespace and a security group, which the services on Fargate share. */
export class FargateCluster extends pulumi.ComponentResource {
    /** Name of the ECS cluster. */
    readonly clusterName: pulumi.Output<string>;
    /** ARN of the ECS cluster. */
    readonly clusterArn: pulumi.Output<string>;
    /** Name and ARN of the log group of all tasks, known once it exists. */
    readonly logs: { readonly name: pulumi.Output<string>; readonly arn: pulumi.Output<string> };
    /** Id of the Cloud Map namespace, in which each service has a name. */
    readonly namespaceId: pulumi.Output<string>;
    /** Id of the security group that every task has: it opens no port, but is admitted by the group of each service. */
    readonly memberGroupId: pulumi.Output<string>;
    readonly vpcId: pulumi.Input<string>;
    readonly subnetIds: pulumi.Input<string[]>;

    /** Creates the cluster, and what its services share. */
    constructor(name: string, args: FargateClusterArgs, opts?: pulumi.ComponentResourceOptions) {
        super("gatehouse:fargate:Cluster", name, args, opts);

        const cluster = args.existing ?? this.createCluster(name);
        const logGroup = new aws.cloudwatch.LogGroup(
            `${name}-tasks`,
            { name: `/gatehouse/${name}/tasks`, retentionInDays: args.logRetentionDays },
            { parent: this },
        );
        const namespace = new aws.servicediscovery.PrivateDnsNamespace(
            name,
            { name: `${name}.internal`, vpc: args.vpcId, description: "Names of the services on Fargate" },
            { parent: this },
        );
        this.clusterName = pulumi.output(cluster.name);
        this.clusterArn = pulumi.output(cluster.arn);
        this.logs = { name: logGroup.name, arn: logGroup.arn };
        this.namespaceId = namespace.id;
        this.memberGroupId = this.createMemberGroup(name, args);
        this.vpcId = args.vpcId;
        this.subnetIds = args.subnetIds;

        this.registerOutputs({ clusterName: this.clusterName });
    }

    // Capacity providers are left out on purpose: a cluster that has them is hard to delete
    // (hashicorp/terraform-provider-aws#11409).
    private createCluster(name: string): EcsCluster {
        return new aws.ecs.Cluster(
            name,
            { name, settings: [{ name: "containerInsights", value: "disabled" }] },
            { parent: this },
        );
    }

    // The rule for HTTPS reaches ECR, Secrets Manager, CloudWatch Logs and DynamoDB, which have public addresses. DNS needs
    // no rule: security groups do not filter the resolver of the VPC
    // (docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html).
    private createMemberGroup(name: string, { vpcId }: FargateClusterArgs) {
        const group = new aws.ec2.SecurityGroup(
            `${name}-tasks`,
            { vpcId, description: "All tasks of the APIs on Fargate" },
            { parent: this },
        );
        const rule = new aws.vpc.SecurityGroupEgressRule(
            `${name}-tasks-https`,
            { securityGroupId: group.id, cidrIpv4: "0.0.0.0/0", ipProtocol: "tcp", fromPort: 443, toPort: 443 },
            { parent: this },
        );
        // Tasks must be able to pull their image from their start to their end.
        return pulumi.all([group.id, rule.id]).apply(([id]) => id);
    }
}
