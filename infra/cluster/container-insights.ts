import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { podTrust } from "../pod-association";
import { type AddOnVersionArgs, createAddOn } from "./add-ons";

/** Arguments of the container logs and metrics of a cluster. */
export interface ContainerInsightsArgs extends AddOnVersionArgs {
    /** Name of the cluster. */
    clusterName: string;
    /** Send the output of containers to CloudWatch Logs. */
    logs: boolean;
    /** Send metrics of nodes, pods and containers to CloudWatch, billed by observation. */
    metrics: boolean;
    /** Days for which the logs are retained. */
    retentionDays: number;
}

const addonName = "amazon-cloudwatch-observability";
const namespace = "amazon-cloudwatch";
// Both the agent and Fluent Bit run under it (aws-observability/helm-charts).
const serviceAccount = "cloudwatch-agent";

// Names from the chart's configuration (aws-observability/helm-charts, amazon-cloudwatch-observability/values.yaml).
const logGroups = { logs: ["application", "dataplane", "host"], metrics: ["performance"] } as const;

/**
 * Logs and metrics of all containers in CloudWatch, by the add-on amazon-cloudwatch-observability, which works in Auto Mode too
 * (aws-samples/sample-aws-eks-auto-mode).
 */
export class ContainerInsights extends pulumi.ComponentResource {
    /** Creates the log groups, the role of the agents, and the add-on. */
    constructor(name: string, args: ContainerInsightsArgs, opts?: pulumi.ComponentResourceOptions) {
        super("gatehouse:cluster:ContainerInsights", name, args, opts);

        const { role, permissions } = this.createRole(name, args);
        const groups = this.createLogGroups(name, args, permissions);
        createAddOn(
            `${name}-observability`,
            {
                ...args,
                addonName,
                configuration: configurationOf(args),
                podIdentityAssociations: [{ serviceAccount, roleArn: role.arn }],
            },
            // Deleted before its log groups: it would write into them until the end.
            { parent: this, dependsOn: groups },
        );

        this.registerOutputs();
    }

    // The agents would create the groups themselves, with logs that never expire and outlive the cluster. The role must
    // forbid that until the groups are deleted.
    private createLogGroups(name: string, args: ContainerInsightsArgs, permissions: pulumi.Resource[]) {
        const kinds = [...(args.logs ? logGroups.logs : []), ...(args.metrics ? logGroups.metrics : [])];
        return kinds.map(
            (kind) =>
                new aws.cloudwatch.LogGroup(
                    `${name}-${kind}`,
                    {
                        name: `/aws/containerinsights/${args.clusterName}/${kind}`,
                        retentionInDays: args.retentionDays,
                    },
                    { parent: this, dependsOn: permissions },
                ),
        );
    }

    private createRole(name: string, { clusterName }: ContainerInsightsArgs) {
        const { partition } = aws.getPartitionOutput({}, { parent: this });
        const role = new aws.iam.Role(
            `${name}-observability`,
            { assumeRolePolicy: podTrust({ clusterName, namespace, serviceAccount }) },
            { parent: this },
        );
        const agents = new aws.iam.RolePolicyAttachment(
            `${name}-observability`,
            {
                role: role.name,
                policyArn: pulumi.interpolate`arn:${partition}:iam::aws:policy/CloudWatchAgentServerPolicy`,
            },
            { parent: this },
        );
        // Otherwise an agent that ends late creates a log group again which `destroy` has just deleted.
        const noGroups = new aws.iam.RolePolicy(
            `${name}-observability`,
            {
                role: role.id,
                policy: JSON.stringify({
                    Version: "2012-10-17",
                    Statement: [{ Effect: "Deny", Action: "logs:CreateLogGroup", Resource: "*" }],
                }),
            },
            { parent: this },
        );
        return { role, permissions: [agents, noGroups] };
    }
}

// A custom configuration of the agent replaces the default one, which would also start Application Signals and put its
// instrumentation into the pods of APIs. Without metrics the agent only listens for metrics that programs send it
// (docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/install-CloudWatch-Observability-EKS-addon.html).
function configurationOf({ logs, metrics }: ContainerInsightsArgs): object {
    const collected = metrics ? { kubernetes: { enhanced_container_insights: true } } : { emf: {} };
    return { containerLogs: { enabled: logs }, agent: { config: { logs: { metrics_collected: collected } } } };
}
