import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { mapValues } from "../../map-values";
import { AccountRole } from "./account-role";
import { ApiStage, type StageOptions } from "./api-stage";
import { type Backends, linkBackends, type StageVariables, stageVariables } from "./backends";
import { ClientKeys, type CoveredWebSocketApi, type Plan } from "./client-keys";
import { type DeploymentOf, type DeploymentsArgs, deploySnapshots, newestSnapshot } from "./deployment";
import { callUrl } from "./endpoint";
import type { StageBehaviour } from "./method-settings";
import {
    type CalledFunction,
    type IntegrationFunctions,
    permitAuthorizers,
    permitIntegrations,
    permitStage,
} from "./permissions";
import { noReleases } from "./release";
import { createRestApi } from "./rest-api";

/** Arguments of a gateway. */
export interface GatewayArgs extends DeploymentsArgs {
    /** Backends by the name of the API. */
    backends: Backends;
    /** Functions that integrations invoke. Default: none. */
    integrationFunctions?: IntegrationFunctions;
    /** Functions that check calls, by the name of the security scheme. Default: none. */
    authorizerFunctions?: Readonly<Record<string, CalledFunction>> | undefined;
    /** Variables that every stage has, beside those of the backends. Default: none. */
    variables?: StageVariables | undefined;
    /** Stages by name. */
    stages: Readonly<Record<string, StageBehaviour>>;
    stageOptions: StageOptions;
    /** Usage plans by name. */
    plans: Readonly<Record<string, Plan>>;
    /** Clients, each with the name of its plan. */
    clients: Readonly<Record<string, string>>;
    /** Whether to set the region's CloudWatch role. */
    accountRole: boolean;
    /** Creates the stages of WebSocket APIs, which need that role and which the plans cover too. Default: none. */
    publishWebSockets?: ((accountRole: readonly pulumi.Resource[]) => readonly CoveredWebSocketApi[]) | undefined;
}

/** A REST API: the only way to the backends. */
export class Gateway extends pulumi.ComponentResource {
    /** Id of the REST API. */
    readonly restApiId: pulumi.Output<string>;
    /** URL of each stage at AWS's host name, by the stage's name. */
    readonly stageUrls: Readonly<Record<string, pulumi.Output<string>>>;
    /** Name of each stage, by its name: an output, which is known once the stage exists. */
    readonly stageNames: Readonly<Record<string, pulumi.Output<string>>>;
    /** ARN of each stage, by its name. */
    readonly stageArns: Readonly<Record<string, pulumi.Output<string>>>;
    /** Names of the log groups of each stage's access log, by its name. */
    readonly accessLogGroups: Readonly<Record<string, readonly pulumi.Output<string>[]>>;
    /** API key of each client, by the client's name. */
    readonly keys: Readonly<Record<string, aws.apigateway.ApiKey>>;

    /** Creates the VPC links, the API, its stages, and the keys of its clients. */
    constructor(name: string, args: GatewayArgs, opts?: pulumi.ComponentResourceOptions) {
        // A function cannot be in the state.
        const { publishWebSockets, ...inputs } = args;
        super("gatehouse:gateway:Gateway", name, inputs, opts);

        const links = { ...linkBackends(args.apiName, args.backends, this), ...args.variables };
        const restApi = createRestApi(name, args, this);
        const deploymentOf = deploySnapshots(name, restApi, args, this);
        // AWS rejects a stage with logs until the role is set (aws/aws-cdk#10722).
        const role = args.accountRole ? [new AccountRole(args.apiName, { parent: this })] : [];
        const stages = this.createStages(restApi, deploymentOf, links, role, args);
        this.restApiId = restApi.id;
        const { endpoint = { type: "REGIONAL" } } = args;
        this.stageUrls = mapValues(stages, ({ invokeUrl }) => callUrl(endpoint, restApi.id, invokeUrl));
        this.stageNames = mapValues(stages, (stage) => stage.stageName);
        this.stageArns = mapValues(stages, ({ arn }) => arn);
        this.accessLogGroups = mapValues(stages, ({ accessLogGroups }) => accessLogGroups);
        this.keys = this.createClients(name, restApi, args, publishWebSockets?.(role));

        const { settings } = newestSnapshot(args);
        // The settings are those of the newest snapshot, whose body is that of the API: `npm run release` keeps them together.
        this.registerOutputs({ stageUrls: this.stageUrls, snapshotSettings: settings });
    }

    private createStages(
        restApi: aws.apigateway.RestApi,
        deploymentOf: DeploymentOf,
        links: StageVariables,
        role: readonly pulumi.Resource[],
        args: GatewayArgs,
    ): Record<string, ApiStage> {
        const { apiName, backends, stageOptions, authorizerFunctions = {}, releases = noReleases } = args;
        const authorizers = permitAuthorizers(restApi, authorizerFunctions, this);
        const shared = { apiName, restApi };
        return mapValues(args.stages, (behaviour, stageName) => {
            const { [stageName]: release } = releases.stages;
            const canary = release?.canary && { ...release.canary, deployment: deploymentOf(release.canary.snapshot) };
            const variables = stageVariables(stageName, links, backends);
            const permissions = [
                ...permitStage(stageName, restApi, backends, this, canary?.variables),
                ...permitIntegrations(stageName, restApi, args.integrationFunctions ?? {}, this),
            ];
            const uncachedMethodPaths = release?.uncachedMethodPaths ?? stageOptions.uncachedMethodPaths;
            const releasedArgs = {
                deployment: deploymentOf(release?.snapshot),
                options: { ...stageOptions, uncachedMethodPaths },
                ...(release && { hasReleases: true, canary }),
            };
            return new ApiStage(
                stageName,
                { ...shared, ...releasedArgs, variables, stageName, behaviour },
                { parent: this, dependsOn: [...role, ...authorizers, ...permissions] },
            );
        });
    }

    private createClients(
        name: string,
        restApi: aws.apigateway.RestApi,
        { apiName, plans, clients, deletionProtection }: GatewayArgs,
        webSockets: readonly CoveredWebSocketApi[] | undefined,
    ) {
        const { stageNames } = this;
        return new ClientKeys(
            name,
            {
                ...{ apiName, restApiId: restApi.id, stageNames, plans, clients, deletionProtection },
                ...(webSockets && { webSockets }),
            },
            { parent: this },
        ).keys;
    }
}
