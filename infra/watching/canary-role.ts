import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { type AccessStatement, policyDocument } from "../access-policy";
import { runsPrefix } from "./canary-bucket";

/** The resources that a canary may use beside its log: the bucket for its results, and the secret with its API key. */
export interface CanaryAccess {
    readonly bucketArn: pulumi.Output<string>;
    /** ARN of the secret with the API key. */
    readonly secretArn: pulumi.Output<string>;
}

/**
 * Creates the role of a canary with the documented permissions
 * (docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Synthetics_Canaries_CanaryPermissions.html). It has none to
 * create log groups: the function would create one with logs that never expire and outlive the stack.
 */
export function createCanaryRole(
    name: string,
    { bucketArn, secretArn }: CanaryAccess,
    opts: { readonly parent: pulumi.Resource },
): { readonly role: aws.iam.Role; readonly policy: aws.iam.RolePolicy } {
    const role = new aws.iam.Role(
        name,
        { assumeRolePolicy: aws.iam.assumeRolePolicyForPrincipal({ Service: "lambda.amazonaws.com" }) },
        opts,
    );
    const statements: AccessStatement[] = [
        {
            actions: ["s3:PutObject", "s3:GetObject"],
            resources: [pulumi.interpolate`${bucketArn}/${runsPrefix}*`],
        },
        { actions: ["s3:GetBucketLocation"], resources: [bucketArn] },
        // S3 has no resources for this action, nor has CloudWatch for the next one.
        { actions: ["s3:ListAllMyBuckets"], resources: ["*"] },
        {
            actions: ["cloudwatch:PutMetricData"],
            resources: ["*"],
            conditions: { StringEquals: { "cloudwatch:namespace": "CloudWatchSynthetics" } },
        },
        { actions: ["secretsmanager:GetSecretValue"], resources: [secretArn] },
    ];
    const policy = new aws.iam.RolePolicy(name, { role: role.name, policy: policyDocument(statements) }, opts);
    return { role, policy };
}

/**
 * Creates the log group of the canary's function, once AWS has named the function, and lets the role write to it. An earlier run has
 * its log in the bucket only, among the results.
 */
export function createCanaryLog(
    name: string,
    canary: aws.synthetics.Canary,
    { role, retentionInDays }: { readonly role: aws.iam.Role; readonly retentionInDays: number },
    opts: { readonly parent: pulumi.Resource },
): void {
    const group = new aws.cloudwatch.LogGroup(
        name,
        { name: pulumi.all([canary.engineArn, canary.name]).apply(logGroupOf), retentionInDays },
        opts,
    );
    const write: AccessStatement = {
        actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
        resources: [pulumi.interpolate`${group.arn}:*`],
    };
    new aws.iam.RolePolicy(`${name}-log`, { role: role.name, policy: policyDocument([write]) }, opts);
}

// arn:aws:lambda:<region>:<account>:function:cwsyn-<canary>-<id>:<version>
function logGroupOf([engineArn, canaryName]: [string | undefined, string]): string {
    return `/aws/lambda/${engineArn?.split(":")[6] ?? `cwsyn-${canaryName}`}`;
}
