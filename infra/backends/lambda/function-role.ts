import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { policyDocument, sendTraces } from "../../access-policy";
import { vpcAccess } from "../../vpc-function";

/** Arguments of a function's role. */
export interface FunctionRoleArgs {
    /** The log group that the function writes to. */
    logGroup: aws.cloudwatch.LogGroup;
    /** IAM policy document with the AWS permissions of the API. Default: none. */
    policy?: pulumi.Input<string> | undefined;
    /** Whether the function runs in a network. */
    isInNetwork: boolean;
    /** Whether the function is traced. */
    isTraced: boolean;
}

/** The role of a function: it may write its log, and do what its API is allowed. */
export class FunctionRole extends pulumi.ComponentResource {
    /** ARN of the role. */
    readonly roleArn: pulumi.Output<string>;
    /** The policy with which Lambda creates and deletes its network interfaces. Default: none. */
    readonly networkPolicy: aws.iam.RolePolicy | undefined;

    /** Creates the role and its policies. */
    constructor(
        name: string,
        { logGroup, policy, isInNetwork, isTraced }: FunctionRoleArgs,
        opts?: pulumi.ComponentResourceOptions,
    ) {
        super("gatehouse:backends:FunctionRole", name, {}, opts);

        const role = new aws.iam.Role(
            `${name}-function`,
            { assumeRolePolicy: aws.iam.assumeRolePolicyForPrincipal({ Service: "lambda.amazonaws.com" }) },
            { parent: this },
        );
        // No right to create groups, as AWSLambdaBasicExecutionRole has: such a group would keep its logs for ever.
        const writeLog = pulumi.jsonStringify({
            Version: "2012-10-17",
            Statement: [
                {
                    Effect: "Allow",
                    Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
                    Resource: pulumi.interpolate`${logGroup.arn}:*`,
                },
            ],
        });
        new aws.iam.RolePolicy(`${name}-function-log`, { role: role.name, policy: writeLog }, { parent: this });
        if (policy !== undefined)
            new aws.iam.RolePolicy(`${name}-function`, { role: role.name, policy }, { parent: this });
        if (isTraced)
            new aws.iam.RolePolicy(
                `${name}-function-trace`,
                { role: role.name, policy: policyDocument([sendTraces]) },
                { parent: this },
            );
        this.networkPolicy = isInNetwork
            ? new aws.iam.RolePolicy(
                  `${name}-function-network`,
                  { role: role.name, policy: policyDocument(vpcAccess) },
                  { parent: this },
              )
            : undefined;
        this.roleArn = role.arn;

        this.registerOutputs({ roleArn: this.roleArn });
    }
}
