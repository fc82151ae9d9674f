import { createHash } from "node:crypto";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { type AccessStatement, policyDocument, sendTraces } from "./access-policy";

/** Arguments of a function in JavaScript. */
export interface NodeFunctionArgs {
    /** Name of the function at AWS: at most 64 letters, digits, `-` and `_`. The REST API's body may contain it. */
    functionName: string;
    /** Archive with `index.js`, which exports `handler`. */
    code: pulumi.asset.Archive;
    /** Memory in MB; Lambda assigns CPU in proportion. Default: 256. */
    memory?: number | undefined;
    /** Seconds after which Lambda ends a call. Default: 10; the gateway waits for 29 at most. */
    timeoutSeconds?: number | undefined;
    /** Environment variables. Default: none. */
    environment?: Readonly<Record<string, pulumi.Input<string>>> | undefined;
    /** Permissions at AWS, beside that to write its log. Default: none. */
    access?: readonly AccessStatement[] | undefined;
    /** Whether it sends traces to X-Ray. Default: false. */
    tracing?: boolean | undefined;
    /** Days for which logs are retained. */
    logRetentionDays: number;
}

/** Seconds after which Lambda ends a call of a function without another limit. */
export const defaultTimeoutSeconds = 10;

/** A function in JavaScript with a fixed name, outside any network: its role, its log group, and itself. */
export class NodeFunction extends pulumi.ComponentResource {
    /** Name of the function, known once it may be called. */
    readonly functionName: pulumi.Output<string>;
    /** Name of the log group of the function. */
    readonly logGroupName: pulumi.Output<string>;
    /** ARN of the function. */
    readonly arn: pulumi.Output<string>;
    /** ARN by which API Gateway invokes it. */
    readonly invokeArn: pulumi.Output<string>;

    /** Creates the function and what it needs. */
    constructor(name: string, args: NodeFunctionArgs, opts?: pulumi.ComponentResourceOptions) {
        super("gatehouse:functions:NodeFunction", name, {}, opts);

        const logGroup = this.createLogGroup(name, args);
        this.logGroupName = logGroup.name;
        const { role, policy } = this.createRole(name, args, logGroup);
        const created = this.createFunction(name, args, { role, policy, logGroup });
        this.functionName = created.name;
        this.arn = created.arn;
        this.invokeArn = created.invokeArn;

        this.registerOutputs({ functionName: args.functionName, arn: this.arn });
    }

    // Lambda would create the group itself, with logs that never expire and outlive the stack.
    private createLogGroup(name: string, { functionName, logRetentionDays: retentionInDays }: NodeFunctionArgs) {
        return new aws.cloudwatch.LogGroup(
            name,
            { name: `/aws/lambda/${functionName}`, retentionInDays },
            { parent: this },
        );
    }

    private createRole(
        name: string,
        { access = [], tracing = false }: NodeFunctionArgs,
        logGroup: aws.cloudwatch.LogGroup,
    ) {
        const roleName = roleLogicalName(name);
        const role = new aws.iam.Role(
            roleName,
            { assumeRolePolicy: aws.iam.assumeRolePolicyForPrincipal({ Service: "lambda.amazonaws.com" }) },
            { parent: this },
        );
        const writeLog: AccessStatement = {
            actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
            resources: [pulumi.interpolate`${logGroup.arn}:*`],
        };
        const statements = [writeLog, ...(tracing ? [sendTraces] : []), ...access];
        const policy = new aws.iam.RolePolicy(
            roleName,
            { role: role.name, policy: policyDocument(statements) },
            { parent: this },
        );
        return { role, policy };
    }

    private createFunction(
        name: string,
        {
            functionName,
            code,
            memory = 256,
            timeoutSeconds = defaultTimeoutSeconds,
            environment = {},
            tracing = false,
        }: NodeFunctionArgs,
        needs: {
            readonly role: aws.iam.Role;
            readonly policy: pulumi.Resource;
            readonly logGroup: aws.cloudwatch.LogGroup;
        },
    ) {
        return new aws.lambda.Function(
            name,
            {
                name: functionName,
                code,
                handler: "index.handler",
                runtime: "nodejs24.x",
                architectures: ["arm64"],
                memorySize: memory,
                timeout: timeoutSeconds,
                role: needs.role.arn,
                environment: { variables: environment },
                loggingConfig: { logFormat: "JSON", logGroup: needs.logGroup.name },
                ...(tracing && { tracingConfig: { mode: "Active" } }),
            },
            // A first call must not be without its permissions.
            { parent: this, dependsOn: [needs.policy] },
        );
    }
}

/** Length of a logical name to which the provider can add a hyphen and 7 characters: a role's name has at most 64 (API reference of CreateRole). */
const maxRoleLogicalName = 56;

function roleLogicalName(name: string): string {
    if (name.length <= maxRoleLogicalName) return name;
    const hash = createHash("sha256").update(name).digest("hex").slice(0, 8);
    return `${name.slice(0, maxRoleLogicalName - 9)}-${hash}`;
}
