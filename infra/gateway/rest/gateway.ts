import { createHash } from "node:crypto";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { readRestApiBody } from "../../../openapi/rest-api-body";
import type { Backend } from "../../backends/backend";
import { mapValues } from "../../map-values";
import { AccountRole } from "./account-role";
import { ApiStage, type StageOptions } from "./api-stage";
import { linkBackends, permitStage, type StageVariables, stageVariables } from "./backends";
import { ClientKeys, type Plan } from "./client-keys";
import type { StageBehaviour } from "./method-settings";

/** Arguments of a gateway. */
export interface GatewayArgs {
    /** Name of the REST API at AWS; it is a dimension of its metrics. */
    apiName: string;
    /** OpenAPI document that is imported: a constant that contains no resource's output. */
    body: string;
    /** Backends by the name of the API. */
    backends: Readonly<Record<string, Backend>>;
    /** Stages by name. */
    stages: Readonly<Record<string, StageBehaviour>>;
    stageOptions: StageOptions;
    /** The API's host name at AWS. Default: it serves, with the oldest TLS policy. */
    defaultEndpoint?: DefaultEndpoint | undefined;
    /** Usage plans by name. */
    plans: Readonly<Record<string, Plan>>;
    /** Clients, each with the name of its plan. */
    clients: Readonly<Record<string, string>>;
    /** Whether to set the region's CloudWatch role. */
    accountRole: boolean;
    /** Protect the REST API, whose id is in every client's URL, and the keys, whose values cannot be restored. */
    deletionProtection: boolean;
}

/** The host name that AWS gives to every REST API: `*.execute-api.…`. */
export interface DefaultEndpoint {
    /** Whether it serves; otherwise it returns 403. */
    readonly enabled: boolean;
    /** TLS policy that starts with `SecurityPolicy_`, for requests to a domain name too. Default: API Gateway's. */
    readonly securityPolicy?: string | undefined;
}

// A deployment is a snapshot of these as well as of the body: neither another policy nor a disabled endpoint takes effect without
// a new one (docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-disable-default-endpoint.html,
// apigateway-security-policies-update.html).
function apiSettings({ defaultEndpoint = { enabled: true } }: Pick<GatewayArgs, "defaultEndpoint">) {
    const { enabled, securityPolicy } = defaultEndpoint;
    return {
        endpointConfiguration: { types: "REGIONAL" },
        apiKeySource: "HEADER",
        ...(!enabled && { disableExecuteApiEndpoint: true }),
        ...(securityPolicy !== undefined && { securityPolicy, endpointAccessMode: "STRICT" }),
    };
}

/** A regional REST API: the only public way to the backends. */
export class Gateway extends pulumi.ComponentResource {
    /** Id of the REST API. */
    readonly restApiId: pulumi.Output<string>;
    /** URL of each stage at the default endpoint, by its name. */
    readonly stageUrls: Readonly<Record<string, pulumi.Output<string>>>;
    /** Name of each stage, by its name: an output, which is known once the stage exists. */
    readonly stageNames: Readonly<Record<string, pulumi.Output<string>>>;
    /** API key of each client, by the client's name. */
    readonly keys: Readonly<Record<string, aws.apigateway.ApiKey>>;

    /** Creates the VPC links, the API, its stages, and the keys of its clients. */
    constructor(name: string, args: GatewayArgs, opts?: pulumi.ComponentResourceOptions) {
        super("gatehouse:gateway:Gateway", name, args, opts);

        const links = linkBackends(args.apiName, args.backends, this);
        const restApi = this.createRestApi(name, args);
        const deployment = this.deploy(name, restApi, args);
        const stages = this.createStages(restApi, deployment, links, args);
        this.restApiId = restApi.id;
        this.stageUrls = mapValues(stages, (stage) => stage.invokeUrl);
        this.stageNames = mapValues(stages, (stage) => stage.stageName);
        this.keys = this.createClients(name, restApi, args);

        this.registerOutputs({ stageUrls: this.stageUrls });
    }

    private createRestApi(name: string, args: GatewayArgs) {
        const binaryMediaTypes = readRestApiBody(args.body)?.binaryMediaTypes ?? [];
        return new aws.apigateway.RestApi(
            name,
            {
                name: args.apiName,
                body: args.body,
                // Also where it is enabled: without the argument, a disabled endpoint would stay disabled
                // (hashicorp/terraform-provider-aws, rest_api.go).
                disableExecuteApiEndpoint: false,
                ...apiSettings(args),
                // An update of the body alone does not change them: the provider writes the list of its state back
                // (hashicorp/terraform-provider-aws, rest_api.go; seen in cloudposse/terraform-aws-api-gateway#67).
                ...(binaryMediaTypes.length > 0 && { binaryMediaTypes: [...binaryMediaTypes] }),
                // Warnings are returned but not shown: without this a dropped extension would go unnoticed
                // (docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-import-api-errors-warnings.html).
                failOnWarnings: true,
            },
            { parent: this, protect: args.deletionProtection },
        );
    }

    // A deployment is a snapshot: a change that is not in its triggers would never be served.
    private deploy(name: string, restApi: aws.apigateway.RestApi, args: GatewayArgs) {
        const snapshot = createHash("sha256")
            .update(args.body)
            .update(JSON.stringify(apiSettings(args)))
            .digest("hex");
        return new aws.apigateway.Deployment(name, { restApi: restApi.id, triggers: { snapshot } }, { parent: this });
    }

    private createStages(
        restApi: aws.apigateway.RestApi,
        deployment: aws.apigateway.Deployment,
        links: StageVariables,
        args: GatewayArgs,
    ): Record<string, ApiStage> {
        const { apiName, backends, stageOptions: options } = args;
        // AWS rejects a stage with logs until the role is set (aws/aws-cdk#10722).
        const role = args.accountRole ? [new AccountRole(apiName, { parent: this })] : [];
        const shared = { apiName, restApi, deployment, options };
        return mapValues(args.stages, (behaviour, stageName) => {
            const variables = stageVariables(stageName, links, backends);
            const permissions = permitStage(stageName, restApi, backends, this);
            return new ApiStage(
                stageName,
                { ...shared, variables, stageName, behaviour },
                { parent: this, dependsOn: [...role, ...permissions] },
            );
        });
    }

    private createClients(
        name: string,
        restApi: aws.apigateway.RestApi,
        { apiName, plans, clients, deletionProtection }: GatewayArgs,
    ) {
        const { stageNames } = this;
        return new ClientKeys(
            name,
            { apiName, restApiId: restApi.id, stageNames, plans, clients, deletionProtection },
            { parent: this },
        ).keys;
    }
}
