import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { policyDocument } from "../access-policy";
import { connectToDatabase, type DatabaseEndpoint } from "../database-access";
import { vpcAccess } from "../vpc-access";

/** Code of the function that creates the user of a database. */
export interface UserFunctionCode {
    /** Archive with `index.js`, which exports `handler`. */
    readonly archive: pulumi.asset.Archive;
    /** Hash of the code; another one calls the function again. */
    readonly hash: string;
}

/** Arguments of the user of a database. */
export interface DatabaseUserArgs {
    code: UserFunctionCode;
    /** Name of the log group. */
    logGroupName: string;
    /** Days for which logs are retained. */
    logRetentionDays: number;
    vpcId: pulumi.Input<string>;
    /** Ids of private subnets with a route to Secrets Manager. */
    subnetIds: pulumi.Input<string[]>;
    /** Resources that the function needs to reach them, from its start to the end of its network interfaces. */
    network: readonly pulumi.Resource[];
    endpoint: DatabaseEndpoint;
    host: pulumi.Input<string>;
    databaseName: string;
    /** Name of the user. */
    user: string;
    /** ARN of the secret of the master user. */
    secretArn: pulumi.Input<string>;
}

/** Lambda removes the network interfaces of a function up to 40 minutes after the function (hashicorp/terraform-provider-aws#10329). */
const interfaceTimeouts = { delete: "60m" };

/**
 * Creates the user of a database who logs in with IAM: only SQL can, and only from inside the network, so that a function does it
 * during `up`.
 * @returns the invocation after which the user exists.
 */
export function createUser(
    name: string,
    args: DatabaseUserArgs,
    opts: { readonly parent: pulumi.Resource },
): aws.lambda.Invocation {
    const { code, endpoint, host, databaseName: database, user, secretArn } = args;
    const role = createRole(name, opts);
    const group = new aws.ec2.SecurityGroup(
        `${name}-database-user`,
        { vpcId: args.vpcId, description: `Function that creates the database user of API ${name}` },
        // Without its policy Lambda would leave the network interfaces, and with them the group
        // (terraform-aws-modules/terraform-aws-lambda#310).
        { ...opts, dependsOn: [...args.network, role.networkPolicy], customTimeouts: interfaceTimeouts },
    );
    const https = new aws.vpc.SecurityGroupEgressRule(
        `${name}-database-user-https`,
        { securityGroupId: group.id, cidrIpv4: "0.0.0.0/0", ipProtocol: "tcp", fromPort: 443, toPort: 443 },
        opts,
    );
    // With a character that no API's name has, or the rule of an API "orders-user" would have the name of that for "orders".
    const rules = connectToDatabase(`${name}_user`, endpoint, group.id, opts);
    const handler = createFunction(name, args, { ...role, group }, opts);
    return new aws.lambda.Invocation(
        `${name}-database-user`,
        {
            functionName: handler.name,
            input: pulumi.jsonStringify({ host, port: endpoint.port, database, user, secretArn }),
            triggers: { code: code.hash },
        },
        { ...opts, dependsOn: [https, ...rules] },
    );
}

function createFunction(
    name: string,
    { code, logGroupName, logRetentionDays, subnetIds, secretArn }: DatabaseUserArgs,
    { role, networkPolicy, group }: ReturnType<typeof createRole> & { readonly group: aws.ec2.SecurityGroup },
    opts: { readonly parent: pulumi.Resource },
) {
    const logGroup = new aws.cloudwatch.LogGroup(
        `${name}-database-user`,
        { name: logGroupName, retentionInDays: logRetentionDays },
        opts,
    );
    // The AWS managed key of the secret admits whoever may read it
    // (docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html).
    const policy = policyDocument([
        { actions: ["secretsmanager:GetSecretValue"], resources: [secretArn] },
        { actions: ["logs:CreateLogStream", "logs:PutLogEvents"], resources: [pulumi.interpolate`${logGroup.arn}:*`] },
    ]);
    const permissions = new aws.iam.RolePolicy(`${name}-database-user`, { role: role.id, policy }, opts);
    return new aws.lambda.Function(
        `${name}-database-user`,
        {
            code: code.archive,
            handler: "index.handler",
            runtime: "nodejs24.x",
            architectures: ["arm64"],
            memorySize: 256,
            timeout: 60,
            role: role.arn,
            vpcConfig: { subnetIds, securityGroupIds: [group.id] },
            // Certificates of RDS, which Node.js does not know by itself (docs.aws.amazon.com/lambda/latest/dg/lambda-nodejs.html).
            environment: { variables: { NODE_EXTRA_CA_CERTS: "/var/runtime/ca-cert.pem" } },
            loggingConfig: { logFormat: "JSON", logGroup: logGroup.name },
        },
        // AWS rejects a function in a VPC whose role may not create network interfaces.
        { ...opts, dependsOn: [permissions, networkPolicy] },
    );
}

// The policy for the network by itself: the other one needs the database, which must not wait for the network interfaces when all
// is deleted.
function createRole(name: string, opts: { readonly parent: pulumi.Resource }) {
    const role = new aws.iam.Role(
        `${name}-database-user`,
        { assumeRolePolicy: aws.iam.assumeRolePolicyForPrincipal({ Service: "lambda.amazonaws.com" }) },
        opts,
    );
    const networkPolicy = new aws.iam.RolePolicy(
        `${name}-database-user-network`,
        { role: role.id, policy: policyDocument(vpcAccess) },
        opts,
    );
    return { role, networkPolicy };
}
