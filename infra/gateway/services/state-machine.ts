import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { type AccessStatement, policyDocument } from "../../access-policy";
import type { TargetResource, TargetSettings } from "./target-resource";

/** Arguments of a state machine. */
export interface StateMachineArgs extends Pick<TargetSettings, "logRetentionDays"> {
    /** Name at AWS. */
    readonly machineName: string;
    /** Definition in the Amazon States Language. */
    readonly definition: string;
    /** Express machines run for 5 minutes at most, and only they can be awaited. */
    readonly isExpress: boolean;
    /** Its permissions, beside that of writing its log. */
    readonly access: readonly AccessStatement[];
    /** Whether it sends traces to X-Ray. Default: false. */
    readonly tracing?: boolean;
    /** Resources that its definition names, so that it is created after them and deleted before. Default: none. */
    readonly calls?: readonly pulumi.Resource[];
}

/** Delivers logs; these actions have no narrower resource (docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html). */
const deliverLogs: AccessStatement = {
    actions: [
        "logs:CreateLogDelivery",
        "logs:DeleteLogDelivery",
        "logs:DescribeLogGroups",
        "logs:DescribeResourcePolicies",
        "logs:GetLogDelivery",
        "logs:ListLogDeliveries",
        "logs:PutResourcePolicy",
        "logs:UpdateLogDelivery",
    ],
    resources: ["*"],
};

/** Sends traces; X-Ray has no resources for these actions (docs.aws.amazon.com/step-functions/latest/dg/xray-iam.html). */
const sendTraces: AccessStatement = {
    actions: ["xray:GetSamplingRules", "xray:GetSamplingTargets", "xray:PutTelemetryRecords", "xray:PutTraceSegments"],
    resources: ["*"],
};

/** Creates a state machine, its role and its log, which has the errors of executions without their data. */
export function createStateMachine(
    name: string,
    { machineName, definition, isExpress, access, logRetentionDays, tracing = false, calls = [] }: StateMachineArgs,
    opts: pulumi.CustomResourceOptions,
): TargetResource {
    // A name outside this prefix would lengthen the account's one policy of log delivery with every group (the same page).
    const logGroup = new aws.cloudwatch.LogGroup(
        `${name}_executions`,
        { name: `/aws/vendedlogs/states/${machineName}`, retentionInDays: logRetentionDays },
        opts,
    );
    const assumeRolePolicy = aws.iam.assumeRolePolicyForPrincipal({ Service: "states.amazonaws.com" });
    const role = new aws.iam.Role(`${name}_executions`, { assumeRolePolicy }, opts);
    const policy = new aws.iam.RolePolicy(
        `${name}_executions`,
        { role: role.id, policy: policyDocument([deliverLogs, ...(tracing ? [sendTraces] : []), ...access]) },
        opts,
    );
    const machine = new aws.sfn.StateMachine(
        name,
        {
            name: machineName,
            type: isExpress ? "EXPRESS" : "STANDARD",
            definition,
            roleArn: role.arn,
            loggingConfiguration: {
                level: "ERROR",
                includeExecutionData: false,
                logDestination: pulumi.interpolate`${logGroup.arn}:*`,
            },
            ...(tracing && { tracingConfiguration: { enabled: true } }),
        },
        // AWS tries the role when it creates the machine.
        { ...opts, dependsOn: [policy, ...calls] },
    );
    return { arn: machine.arn, output: machine.arn };
}
