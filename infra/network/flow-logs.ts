import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/** Arguments of flow logs. */
export interface FlowLogsArgs {
    /** Id of the VPC whose traffic is logged. */
    vpcId: pulumi.Input<string>;
    /** Days for which logs are retained. */
    logRetentionDays: number;
}

/** The accepted and rejected connections of a VPC, in CloudWatch Logs. */
export class FlowLogs extends pulumi.ComponentResource {
    /** Creates the log group, the role that writes to it, and the flow log. */
    constructor(name: string, args: FlowLogsArgs, opts?: pulumi.ComponentResourceOptions) {
        super("gatehouse:network:FlowLogs", name, args, opts);

        const logGroup = new aws.cloudwatch.LogGroup(
            `${name}-flow-logs`,
            { name: `/gatehouse/${name}/flow-logs`, retentionInDays: args.logRetentionDays },
            { parent: this },
        );
        const role = this.createWriter(name, logGroup);
        new aws.ec2.FlowLog(
            `${name}-flow-logs`,
            { vpcId: args.vpcId, trafficType: "ALL", logDestination: logGroup.arn, iamRoleArn: role.arn },
            { parent: this },
        );

        this.registerOutputs();
    }

    private createWriter(name: string, logGroup: aws.cloudwatch.LogGroup) {
        const role = new aws.iam.Role(
            `${name}-flow-logs`,
            { assumeRolePolicy: aws.iam.assumeRolePolicyForPrincipal({ Service: "vpc-flow-logs.amazonaws.com" }) },
            { parent: this },
        );
        // docs.aws.amazon.com/vpc/latest/userguide/flow-logs-iam-role.html; the program creates the group itself.
        new aws.iam.RolePolicy(
            `${name}-flow-logs`,
            {
                role: role.id,
                policy: pulumi.jsonStringify({
                    Version: "2012-10-17",
                    Statement: [
                        {
                            Effect: "Allow",
                            Action: ["logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams"],
                            Resource: pulumi.interpolate`${logGroup.arn}:*`,
                        },
                        { Effect: "Allow", Action: "logs:DescribeLogGroups", Resource: "*" },
                    ],
                }),
            },
            { parent: this },
        );
        return role;
    }
}
