import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { FunctionBackend, FunctionOutputs } from "../backend";
import type { SecretSource } from "../secrets/secret-source";
import { type FunctionPlace, joinNetwork } from "./function-network";
import { FunctionRole } from "./function-role";
import { secretVariables } from "./secret-variables";
import { type WebAdapterArgs, webAdapterEnvironment, withoutReserved } from "./web-adapter";

/** Arguments of an API that runs on Lambda. */
export interface ApiFunctionArgs extends WebAdapterArgs {
    /** Name of the function at AWS; the REST API's body contains it. */
    functionName: string;
    /** Image in a private ECR repository of the same account and region, with the Lambda Web Adapter. */
    image: pulumi.Input<string>;
    architecture: "amd64" | "arm64";
    /** Memory in MB; Lambda assigns CPU in proportion. */
    memory: number;
    /** Environment variables of the API. */
    environment: Readonly<Record<string, pulumi.Input<string>>>;
    /** Environment variables whose values are secret. */
    secrets: Readonly<Record<string, SecretSource>>;
    /** IAM policy document with the AWS permissions of the API. Default: none. */
    policy?: pulumi.Input<string> | undefined;
    /** Network in which the function runs, and the database that it reaches there. Default: no network. */
    place?: FunctionPlace | undefined;
    /** Names of the stages, each of which has an alias. */
    stages: readonly string[];
    /** Number of instances that are kept ready at each stage; 0 for none. */
    provisionedConcurrency: number;
    /** Trace calls with AWS X-Ray; undefined leaves the function as it is, which is without. */
    tracing?: boolean | undefined;
    /** Days for which logs are retained. */
    logRetentionDays: number;
}

/** Seconds after which Lambda ends a call; the gateway waits no longer for a response. */
export const timeoutSeconds = 29;

const architectures = { amd64: "x86_64", arm64: "arm64" } as const;

/** An API as a Lambda function, in a network only if it has a database, with an alias for each stage of the gateway. */
export class ApiFunction extends pulumi.ComponentResource {
    /** The function as the gateway invokes it. */
    readonly backend: FunctionBackend;

    /** Creates the log group, the role, the function and its aliases. */
    constructor(name: string, args: ApiFunctionArgs, opts?: pulumi.ComponentResourceOptions) {
        super("gatehouse:backends:ApiFunction", name, {}, opts);

        const environment = { ...webAdapterEnvironment(args), ...withoutReserved(args.environment) };
        const secrets = secretVariables(name, args.secrets, environment, { parent: this });
        const created = this.createFunction(name, args, { ...environment, ...secrets });
        this.backend = { functionName: created.name, aliases: this.createAliases(name, args, created) };

        this.registerOutputs(outputs(name, args, environment, created));
    }

    private createFunction(name: string, args: ApiFunctionArgs, variables: ApiFunctionArgs["environment"]) {
        const { functionName, logRetentionDays: retentionInDays } = args;
        // Lambda would create the group itself, with logs that never expire and outlive the stack.
        const logGroup = new aws.cloudwatch.LogGroup(
            `${name}-function`,
            { name: `/aws/lambda/${functionName}`, retentionInDays },
            { parent: this },
        );
        const { policy, place, tracing } = args;
        const role = new FunctionRole(
            name,
            { logGroup, policy, isInNetwork: place !== undefined, isTraced: tracing === true },
            { parent: this },
        );
        const { networkPolicy } = role;
        const network = place && networkPolicy && joinNetwork(name, place, networkPolicy, { parent: this });
        return new aws.lambda.Function(
            name,
            {
                name: functionName,
                packageType: "Image",
                imageUri: args.image,
                role: role.roleArn,
                architectures: [architectures[args.architecture]],
                memorySize: args.memory,
                timeout: timeoutSeconds,
                environment: { variables },
                loggingConfig: { logFormat: "JSON", logGroup: logGroup.name },
                // The provider keeps the mode of a function whose arguments have none (hashicorp/terraform-provider-aws, function.go).
                ...(tracing !== undefined && { tracingConfig: { mode: tracing ? "Active" : "PassThrough" } }),
                ...(network && { vpcConfig: network.vpcConfig }),
                // An alias names a version: a stage serves the version before until the next one is complete.
                publish: true,
            },
            // Its policies too: a first call must not be without its permissions.
            { parent: this, dependsOn: [role, ...(network?.rules ?? [])] },
        );
    }

    private createAliases(name: string, args: ApiFunctionArgs, { name: functionName, version }: aws.lambda.Function) {
        const { stages, provisionedConcurrency: provisionedConcurrentExecutions } = args;
        const aliases = stages.map((stage) => {
            const alias = new aws.lambda.Alias(
                `${name}-${stage}`,
                { name: stage, functionName, functionVersion: version },
                { parent: this },
            );
            if (provisionedConcurrentExecutions > 0)
                new aws.lambda.ProvisionedConcurrencyConfig(
                    `${name}-${stage}`,
                    { functionName, qualifier: alias.name, provisionedConcurrentExecutions },
                    { parent: this },
                );
            return [stage, alias.name] as const;
        });
        return Object.fromEntries(aliases);
    }
}

function outputs(
    name: string,
    { functionName, healthPath, memory, provisionedConcurrency: provisioned }: ApiFunctionArgs,
    environment: ApiFunctionArgs["environment"],
    { urn }: aws.lambda.Function,
): FunctionOutputs {
    return {
        backend: { kind: "lambda", api: name, healthPath },
        environment,
        function: { urn, name: functionName, memory, provisioned },
    };
}
