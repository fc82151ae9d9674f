import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { acceptSessions, policyDocument } from "../../access-policy";
import { imageAccess } from "../../image-access";
import { secretAccess } from "../secrets/secret-reference";

/** Arguments of the role of machines. */
export interface InstanceRoleArgs {
    /** Image of the container, which may be in ECR. */
    image: pulumi.Input<string>;
    /** ARN of the log group that the machines write to. */
    logGroupArn: pulumi.Input<string>;
    /** Namespace of the metrics that they send. */
    metricNamespace: string;
    /** ARNs of the secrets that the API gets. */
    secretArns: readonly pulumi.Input<string>[];
    /** IAM policy document with the permissions of the API. Default: none. */
    policy?: pulumi.Input<string> | undefined;
}

/** The role of machines. */
export interface InstanceRole {
    /** ARN of the instance profile that gives it to them. */
    readonly profileArn: pulumi.Output<string>;
    /** Its policies: machines need them until they have ended. */
    readonly policies: readonly pulumi.Resource[];
}

/**
 * Creates the role of an API's machines: for Session Manager, the image, the logs, the metrics, the secrets, and the permissions
 * of the API. A machine has a single role.
 */
export function createInstanceRole(
    name: string,
    args: InstanceRoleArgs,
    opts: { readonly parent: pulumi.Resource },
): InstanceRole {
    const { partition } = aws.getPartitionOutput({}, { parent: opts.parent });
    const role = new aws.iam.Role(`${name}-machine`, { assumeRolePolicy: machines }, opts);
    const statements = pulumi.all([args.image, partition]).apply(([image, own]) => [
        ...imageAccess(image, own),
        {
            actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
            resources: [pulumi.interpolate`${args.logGroupArn}:*`],
        },
        // Metrics have no ARN.
        {
            actions: ["cloudwatch:PutMetricData"],
            resources: ["*"],
            conditions: { StringEquals: { "cloudwatch:namespace": args.metricNamespace } },
        },
        ...secretAccess(args.secretArns),
        acceptSessions,
    ]);
    const own = new aws.iam.RolePolicy(
        `${name}-machine`,
        { role: role.id, policy: statements.apply(policyDocument) },
        opts,
    );
    const policies = [own];
    if (args.policy !== undefined)
        policies.push(new aws.iam.RolePolicy(`${name}-api`, { role: role.id, policy: args.policy }, opts));
    const profile = new aws.iam.InstanceProfile(`${name}-machine`, { role: role.name }, opts);
    return { profileArn: profile.arn, policies };
}

const machines = JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" }],
});
