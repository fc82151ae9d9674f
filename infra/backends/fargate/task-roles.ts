import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { carrySessions, policyDocument } from "../../access-policy";
import { imageAccess } from "../../image-access";
import { secretAccess } from "../secrets/secret-reference";

/** Arguments of the roles of a task. */
export interface TaskRolesArgs {
    /** Image of the container, which may be in ECR. */
    image: pulumi.Input<string>;
    /** ARN of the log group that it writes to. */
    logGroupArn: pulumi.Input<string>;
    /** ARNs of the secrets that it gets. */
    secretArns: readonly pulumi.Input<string>[];
    /** IAM policy document with the permissions of the API. Default: no AWS credentials. */
    policy?: pulumi.Input<string> | undefined;
    /** Whether ECS Exec runs commands in the task. Default: false. */
    enableExecuteCommand?: boolean | undefined;
}

/** The roles of a task. */
export interface TaskRoles {
    /** ARN of the role with which Fargate starts the task. */
    readonly executionRoleArn: pulumi.Output<string>;
    /** ARN of the role whose credentials the container gets; undefined without permissions. */
    readonly taskRoleArn: pulumi.Output<string> | undefined;
    /** Their policies: tasks need them until they have ended. */
    readonly policies: readonly pulumi.Resource[];
}

/** Creates the roles of a task, each with the least permissions. */
export function createTaskRoles(
    name: string,
    args: TaskRolesArgs,
    opts: { readonly parent: pulumi.Resource },
): TaskRoles {
    const invokeOpts = { parent: opts.parent };
    const { partition } = aws.getPartitionOutput({}, invokeOpts);
    const { accountId } = aws.getCallerIdentityOutput({}, invokeOpts);
    const assumeRolePolicy = tasksOf(accountId);

    const execution = new aws.iam.Role(`${name}-execution`, { assumeRolePolicy }, opts);
    const statements = pulumi.all([args.image, partition]).apply(([image, own]) => [
        ...imageAccess(image, own),
        {
            actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
            resources: [pulumi.interpolate`${args.logGroupArn}:*`],
        },
        ...secretAccess(args.secretArns),
    ]);
    const executionPolicy = new aws.iam.RolePolicy(
        `${name}-execution`,
        { role: execution.id, policy: statements.apply(policyDocument) },
        opts,
    );
    if (args.policy === undefined && !args.enableExecuteCommand)
        return { executionRoleArn: execution.arn, taskRoleArn: undefined, policies: [executionPolicy] };

    const task = new aws.iam.Role(`${name}-task`, { assumeRolePolicy }, opts);
    const policies = [executionPolicy];
    if (args.policy !== undefined)
        policies.push(new aws.iam.RolePolicy(`${name}-task`, { role: task.id, policy: args.policy }, opts));
    if (args.enableExecuteCommand) {
        // docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html#ecs-exec-required-iam-permissions
        const policy = policyDocument([carrySessions]);
        policies.push(new aws.iam.RolePolicy(`${name}-execute-command`, { role: task.id, policy }, opts));
    }
    return { executionRoleArn: execution.arn, taskRoleArn: task.arn, policies };
}

// The condition keeps other accounts from using the role through ECS
// (docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html).
function tasksOf(accountId: pulumi.Output<string>): pulumi.Output<string> {
    return pulumi.jsonStringify({
        Version: "2012-10-17",
        Statement: [
            {
                Effect: "Allow",
                Principal: { Service: "ecs-tasks.amazonaws.com" },
                Action: "sts:AssumeRole",
                Condition: { StringEquals: { "aws:SourceAccount": accountId } },
            },
        ],
    });
}
