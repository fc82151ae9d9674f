import { createHash } from "node:crypto";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { mapValues } from "../../map-values";
import { AccountRole } from "./account-role";
import { ApiStage } from "./api-stage";
import { BackendLink } from "./backend-link";
import { ClientKeys, type Plan } from "./client-keys";
import type { StageBehaviour } from "./method-settings";

/** An API behind the gateway. */
export interface Backend {
    /** DNS name of its internal network load balancer. */
    hostname: pulumi.Input<string>;
    /** Stage variable that holds the id of its VPC link. */
    linkVariable: string;
    /** Stage variable that holds its host. */
    hostVariable: string;
}

/** What a gateway is made of. */
export interface GatewayArgs {
    /** Name of the REST API at AWS; metrics carry it. */
    apiName: string;
    /** The OpenAPI document that is imported: a constant, without an output of any resource. */
    body: string;
    /** The backends, by the name of the API. */
    backends: Readonly<Record<string, Backend>>;
    /** Methods that no stage may cache, as MethodSettings spells them. */
    uncachedMethodPaths: readonly string[];
    /** Stages by name. */
    stages: Readonly<Record<string, StageBehaviour>>;
    /** Usage plans by name. */
    plans: Readonly<Record<string, Plan>>;
    /** Clients, each with the name of its plan. */
    clients: Readonly<Record<string, string>>;
    /** Whether to set the region's CloudWatch role. */
    accountRole: boolean;
    /** Trace requests with AWS X-Ray. */
    tracing: boolean;
    /** Refuse to delete or replace the REST API, whose id is in every client's URL, and the keys, whose values would not come back. */
    deletionProtection: boolean;
    /** Days for which logs are kept. */
    logRetentionDays: number;
}

// Settings beside the body that a deployment takes a snapshot of.
const apiSettings = { endpointConfiguration: { types: "REGIONAL" }, apiKeySource: "HEADER" };

/** A regional REST API: the only public way to the backends. */
export class Gateway extends pulumi.ComponentResource {
    /** URL of each stage, by its name. */
    readonly stageUrls: Readonly<Record<string, pulumi.Output<string>>>;
    /** API key of each client, by the client's name. */
    readonly keys: Readonly<Record<string, aws.apigateway.ApiKey>>;

    /** Creates the links, the API, its stages, and the keys of its clients. */
    constructor(name: string, args: GatewayArgs, opts?: pulumi.ComponentResourceOptions) {
        super("gatehouse:gateway:Gateway", name, args, opts);

        const variables = this.linkBackends(args);
        const restApi = this.createRestApi(name, args);
        const deployment = this.deploy(name, restApi, args);
        const stages = this.createStages(restApi, deployment, variables, args);
        this.stageUrls = mapValues(stages, (stage) => stage.invokeUrl);
        this.keys = this.createClients(name, restApi, stages, args);

        this.registerOutputs({ stageUrls: this.stageUrls });
    }

    private linkBackends(args: GatewayArgs): Record<string, pulumi.Input<string>> {
        const variables: Record<string, pulumi.Input<string>> = {};
        for (const [api, { hostname, linkVariable, hostVariable }] of Object.entries(args.backends)) {
            const link = new BackendLink(api, { linkName: `${args.apiName}-${api}`, hostname }, { parent: this });
            variables[linkVariable] = link.linkId;
            variables[hostVariable] = link.hostname;
        }
        return variables;
    }

    private createRestApi(name: string, args: GatewayArgs) {
        return new aws.apigateway.RestApi(
            name,
            {
                name: args.apiName,
                body: args.body,
                ...apiSettings,
                // Warnings are returned but not shown: without this a dropped extension would go unseen
                // (docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-import-api-errors-warnings.html).
                failOnWarnings: true,
            },
            { parent: this, protect: args.deletionProtection },
        );
    }

    // A deployment is a snapshot: what is not in its triggers would never be served.
    private deploy(name: string, restApi: aws.apigateway.RestApi, args: GatewayArgs) {
        const snapshot = createHash("sha256").update(args.body).update(JSON.stringify(apiSettings)).digest("hex");
        return new aws.apigateway.Deployment(name, { restApi: restApi.id, triggers: { snapshot } }, { parent: this });
    }

    private createStages(
        restApi: aws.apigateway.RestApi,
        deployment: aws.apigateway.Deployment,
        variables: Record<string, pulumi.Input<string>>,
        args: GatewayArgs,
    ): Record<string, ApiStage> {
        // AWS refuses a stage with logs until the role is set (aws/aws-cdk#10722).
        const dependsOn = args.accountRole ? [new AccountRole(args.apiName, { parent: this })] : [];
        const { apiName, uncachedMethodPaths, tracing, logRetentionDays } = args;
        const shared = { apiName, restApi, deployment, variables, uncachedMethodPaths, tracing, logRetentionDays };
        return mapValues(
            args.stages,
            ({ cache, throttle }, stageName) =>
                new ApiStage(stageName, { ...shared, stageName, cache, throttle }, { parent: this, dependsOn }),
        );
    }

    private createClients(
        name: string,
        restApi: aws.apigateway.RestApi,
        stages: Record<string, ApiStage>,
        { apiName, plans, clients, deletionProtection }: GatewayArgs,
    ) {
        const stageNames = Object.values(stages).map((stage) => stage.stageName);
        return new ClientKeys(
            name,
            { apiName, restApiId: restApi.id, stageNames, plans, clients, deletionProtection },
            { parent: this },
        ).keys;
    }
}
