import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { policyDocument } from "../access-policy";
import { connectToDatabase, type DatabaseEndpoint } from "../database-access";
import { createFunctionGroup, vpcAccess } from "../vpc-function";

/** Code of the function that creates the user of a database. */
export interface UserFunctionCode {
    /** Archive with `index.js`, which exports `handler`. */
    readonly archive: pulumi.asset.Archive;
    /** Hash of the code; when it changes, the function is called again. */
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
    /** Resources that give these subnets their routes. */
    routes: readonly pulumi.Resource[];
    endpoint: DatabaseEndpoint;
    host: pulumi.Input<string>;
    databaseName: string;
    /** Name of the user. */
    user: string;
    /** ARN of the secret of the master user. */
    secretArn: pulumi.Input<string>;
}

/**
 * Creates the user of a database who logs in with IAM. Only SQL can do that, and only from inside the network, so a function does
 * it during `up`.
 * @returns the invocation after which the user exists.
 */
export function createUser(
    name: string,
    args: DatabaseUserArgs,
    opts: { readonly parent: pulumi.Resource },
): aws.lambda.Invocation {
    const { code, endpoint, host, databaseName: database, user, secretArn } = args;
    const { role, networkPolicy } = createRole(name, opts);
    const logGroup = createLogGroup(name, args, opts);
    const permissions = permit(name, role, args, logGroup, opts);
    const group = createFunctionGroup(
        `${name}-database-user`,
        {
            vpcId: args.vpcId,
            description: `Function that creates the database user of API ${name}`,
            neededByInterfaces: [...args.routes, networkPolicy],
        },
        opts,
    );
    // With a character that no API's name has, or the rule of an API "orders-user" would have the name of that for "orders".
    const rules = connectToDatabase(`${name}_user`, endpoint, group.id, opts);
    const vpcConfig = { subnetIds: args.subnetIds, securityGroupIds: [group.id] };
    const handler = new aws.lambda.Function(
        `${name}-database-user`,
        {
            code: code.archive,
            handler: "index.handler",
            runtime: "nodejs24.x",
            architectures: ["arm64"],
            memorySize: 256,
            timeout: 60,
            role: role.arn,
            vpcConfig,
            // Certificates of RDS, which Node.js does not know by itself (docs.aws.amazon.com/lambda/latest/dg/lambda-nodejs.html).
            environment: { variables: { NODE_EXTRA_CA_CERTS: "/var/runtime/ca-cert.pem" } },
            loggingConfig: { logFormat: "JSON", logGroup: logGroup.name },
        },
        // AWS rejects a function in a VPC whose role may not create network interfaces.
        { ...opts, dependsOn: [permissions, networkPolicy] },
    );
    return new aws.lambda.Invocation(
        `${name}-database-user`,
        {
            functionName: handler.name,
            input: pulumi.jsonStringify({ host, port: endpoint.port, database, user, secretArn }),
            triggers: { code: code.hash },
        },
        { ...opts, dependsOn: [group.https, ...rules] },
    );
}

function createLogGroup(
    name: string,
    { logGroupName, logRetentionDays: retentionInDays }: DatabaseUserArgs,
    opts: { readonly parent: pulumi.Resource },
) {
    return new aws.cloudwatch.LogGroup(`${name}-database-user`, { name: logGroupName, retentionInDays }, opts);
}

function permit(
    name: string,
    role: aws.iam.Role,
    { secretArn }: DatabaseUserArgs,
    logGroup: aws.cloudwatch.LogGroup,
    opts: { readonly parent: pulumi.Resource },
) {
    // The AWS managed key of the secret admits whoever may read it
    // (docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html).
    const policy = policyDocument([
        { actions: ["secretsmanager:GetSecretValue"], resources: [secretArn] },
        { actions: ["logs:CreateLogStream", "logs:PutLogEvents"], resources: [pulumi.interpolate`${logGroup.arn}:*`] },
    ]);
    return new aws.iam.RolePolicy(`${name}-database-user`, { role: role.id, policy }, opts);
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
