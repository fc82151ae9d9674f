import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { accessLogFormat } from "./access-log-format";
import { methodSettings, type StageBehaviour } from "./method-settings";

/** What a stage of the REST API is made of. */
export interface ApiStageArgs extends StageBehaviour {
    /** Name of the stage; it is the first segment of every path. */
    stageName: string;
    /** Name of the API, for the names of log groups. */
    apiName: string;
    /** The REST API. */
    restApi: aws.apigateway.RestApi;
    /** The deployment that the stage serves. */
    deployment: aws.apigateway.Deployment;
    /** Stage variables: the VPC link and the host of each backend. */
    variables: Readonly<Record<string, pulumi.Input<string>>>;
    /** Methods that the stage must not cache, as MethodSettings spells them: `~1pictures~1{id}~1views/GET`. */
    uncachedMethodPaths: readonly string[];
    /** Trace requests with AWS X-Ray. */
    tracing: boolean;
    /** Days for which logs are kept. */
    logRetentionDays: number;
}

/** A stage: what it caches, how it throttles, where it logs. */
export class ApiStage extends pulumi.ComponentResource {
    /** Name of the stage, known once it is there. */
    readonly stageName: pulumi.Output<string>;
    /** URL of the stage, without a slash at its end. */
    readonly invokeUrl: pulumi.Output<string>;

    /** Creates the stage, its logs and the settings of its methods. */
    constructor(name: string, args: ApiStageArgs, opts?: pulumi.ComponentResourceOptions) {
        super("gatehouse:gateway:ApiStage", name, args, opts);

        const stage = this.createStage(name, args, this.createLogs(name, args));
        this.configureMethods(name, args, stage);
        this.stageName = stage.stageName;
        this.invokeUrl = stage.invokeUrl;

        this.registerOutputs({ stageName: this.stageName, invokeUrl: this.invokeUrl });
    }

    private createLogs(name: string, args: ApiStageArgs) {
        const { stageName, apiName, logRetentionDays: retentionInDays } = args;
        const access = { name: `/gatehouse/${apiName}/${stageName}/access`, retentionInDays };
        // API Gateway would create this group by itself, with logs that never expire and outlive the stack.
        const executionName = pulumi.interpolate`API-Gateway-Execution-Logs_${args.restApi.id}/${stageName}`;
        return {
            access: new aws.cloudwatch.LogGroup(`${name}-access`, access, { parent: this }),
            execution: new aws.cloudwatch.LogGroup(
                `${name}-execution`,
                { name: executionName, retentionInDays },
                { parent: this },
            ),
        };
    }

    // A cache takes some minutes to come. The provider waits for 90, and for 30 where it is changed, which no
    // `customTimeouts` changes (hashicorp/terraform-provider-aws, internal/service/apigateway/wait.go).
    private createStage(name: string, args: ApiStageArgs, logs: ReturnType<ApiStage["createLogs"]>) {
        const { enabled, sizeGb } = args.cache;
        return new aws.apigateway.Stage(
            name,
            {
                restApi: args.restApi.id,
                deployment: args.deployment.id,
                stageName: args.stageName,
                variables: args.variables,
                // Said even when off: a cache that is merely left out stays on (hashicorp/terraform-provider-aws#22841).
                cacheClusterEnabled: enabled,
                ...(enabled && { cacheClusterSize: String(sizeGb) }),
                accessLogSettings: { destinationArn: logs.access.arn, format: accessLogFormat },
                xrayTracingEnabled: args.tracing,
            },
            { parent: this, dependsOn: [logs.execution] },
        );
    }

    // One after the other: each is an UpdateStage call, and two at once on one stage collide.
    private configureMethods(name: string, args: ApiStageArgs, stage: aws.apigateway.Stage) {
        methodSettings(args, args.uncachedMethodPaths).reduce<pulumi.Resource>(
            (before, { methodPath, settings }) =>
                new aws.apigateway.MethodSettings(
                    `${name}-${methodPath}`,
                    { restApi: args.restApi.id, stageName: stage.stageName, methodPath, settings },
                    { parent: this, dependsOn: [before] },
                ),
            stage,
        );
    }
}
