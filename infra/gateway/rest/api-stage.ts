import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { methodSettings, type StageBehaviour } from "./method-settings";
import { canaryLogGroups, canarySettings, type StageCanary } from "./release";

/** Options that all stages of an API share. */
export interface StageOptions {
    /** Methods that no stage caches, as MethodSettings spells them: `~1pictures~1{id}~1views/GET`. */
    uncachedMethodPaths: readonly string[];
    /** Trace requests with AWS X-Ray. */
    tracing: boolean;
    /** The fields of a line of the access log, each with its variable of `$context`. */
    accessLogFields: Readonly<Record<string, string>>;
    /** Days for which logs are retained. */
    logRetentionDays: number;
}

/** Arguments of a stage. */
export interface ApiStageArgs {
    /** Name of the stage; it is the first segment of every path. */
    stageName: string;
    /** Name of the API, for the names of log groups. */
    apiName: string;
    /** The REST API. */
    restApi: aws.apigateway.RestApi;
    /** The deployment that the stage serves. */
    deployment: aws.apigateway.Deployment;
    /** Whether it has releases, so that a canary needs its log groups: they stay when the canary ends. Default: none. */
    hasReleases?: boolean | undefined;
    /** Default: none. */
    canary?: StageCanary | undefined;
    /** Stage variables: the VPC link and the host of each backend. */
    variables: Readonly<Record<string, pulumi.Input<string>>>;
    /** Cache, throttle, metrics and logs. */
    behaviour: StageBehaviour;
    options: StageOptions;
}

/** A stage of the REST API: its cache, throttle, logs and variables. */
export class ApiStage extends pulumi.ComponentResource {
    /** Name of the stage, known once the stage exists. */
    readonly stageName: pulumi.Output<string>;
    /** URL of the stage, without a trailing slash. */
    readonly invokeUrl: pulumi.Output<string>;
    /** ARN of the stage. */
    readonly arn: pulumi.Output<string>;
    /** Names of the log groups of its access log and of that of its canary. */
    readonly accessLogGroups: readonly pulumi.Output<string>[];

    /** Creates the stage, its log groups and its method settings. */
    constructor(name: string, args: ApiStageArgs, opts?: pulumi.ComponentResourceOptions) {
        super("gatehouse:gateway:ApiStage", name, args, opts);

        const logs = this.createLogGroups(name, args);
        const stage = this.createStage(name, args, logs);
        this.configureMethods(name, args, stage);
        this.stageName = stage.stageName;
        this.invokeUrl = stage.invokeUrl;
        this.arn = stage.arn;
        const ofCanary = logs.ofCanary.slice(0, 1);
        this.accessLogGroups = [logs.access, ...ofCanary].map((group) => group.name);

        this.registerOutputs({ stageName: this.stageName, invokeUrl: this.invokeUrl });
    }

    private createLogGroups(name: string, { stageName, apiName, restApi, options, hasReleases }: ApiStageArgs) {
        const retentionInDays = options.logRetentionDays;
        const access = { name: `/gatehouse/${apiName}/${stageName}/access`, retentionInDays };
        // API Gateway would create this group itself, with logs that never expire and outlive the stack.
        const executionName = pulumi.interpolate`API-Gateway-Execution-Logs_${restApi.id}/${stageName}`;
        const groups = {
            access: new aws.cloudwatch.LogGroup(`${name}-access`, access, { parent: this }),
            execution: new aws.cloudwatch.LogGroup(
                `${name}-execution`,
                { name: executionName, retentionInDays },
                { parent: this },
            ),
        };
        return { ...groups, ofCanary: hasReleases ? canaryLogGroups(name, groups, retentionInDays, this) : [] };
    }

    // AWS takes some minutes to create a cache. The provider waits for 90, and for 30 on an update, regardless of
    // `customTimeouts` (hashicorp/terraform-provider-aws, internal/service/apigateway/wait.go).
    private createStage(name: string, args: ApiStageArgs, logs: ReturnType<ApiStage["createLogGroups"]>) {
        const { enabled, sizeGb } = args.behaviour.cache;
        return new aws.apigateway.Stage(
            name,
            {
                restApi: args.restApi.id,
                deployment: args.deployment.id,
                stageName: args.stageName,
                variables: args.variables,
                ...canarySettings(args.canary),
                // Set even when off: a cache that is only left out stays on (hashicorp/terraform-provider-aws#22841).
                cacheClusterEnabled: enabled,
                ...(enabled && { cacheClusterSize: String(sizeGb) }),
                accessLogSettings: {
                    destinationArn: logs.access.arn,
                    format: JSON.stringify(args.options.accessLogFields),
                },
                xrayTracingEnabled: args.options.tracing,
            },
            { parent: this, dependsOn: [logs.execution, ...logs.ofCanary] },
        );
    }

    // One after the other: each is an UpdateStage call, and two concurrent calls on one stage collide.
    private configureMethods(name: string, args: ApiStageArgs, stage: aws.apigateway.Stage) {
        methodSettings(args.behaviour, args.options.uncachedMethodPaths).reduce<pulumi.Resource>(
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
