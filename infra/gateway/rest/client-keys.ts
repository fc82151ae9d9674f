import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { mapValues } from "../../map-values";
import type { Throttle } from "./method-settings";

/** Limits of each client of a usage plan. */
export interface Plan {
    /** Steady rate, in requests per second. */
    requestsPerSecond: number;
    /** Requests accepted at once. */
    burst: number;
    /** Maximum number of requests in a period. Default: no quota. */
    quota?: { requests: number; per: "day" | "week" | "month" } | undefined;
    /** Names of the stages that the plan covers. Default: all. */
    stages?: readonly string[] | undefined;
    /** Limits of each client for single operations, by path and method, such as `/pictures/{id}/GET`. Default: none. */
    throttles?: Readonly<Record<string, Throttle>> | undefined;
    /** Names of the APIs whose WebSocket API the plan covers, at the same stages. Default: all. */
    webSocketApis?: readonly string[] | undefined;
}

/** A WebSocket API that plans can cover. */
export interface CoveredWebSocketApi {
    /** Name of the API that it belongs to. */
    readonly api: string;
    readonly apiId: pulumi.Input<string>;
    /** Names of its stages by themselves, as outputs of the stages. */
    readonly stages: Readonly<Record<string, pulumi.Input<string>>>;
}

/** Arguments of the clients' keys. */
export interface ClientKeysArgs {
    /** Name of the API, for the names of plans and keys. */
    apiName: string;
    /** Id of the REST API. */
    restApiId: pulumi.Input<string>;
    /** Names of the stages by themselves, as outputs of the stages, so that plans are created after them. */
    stageNames: Readonly<Record<string, pulumi.Input<string>>>;
    /** WebSocket APIs, whose connections count as requests of their client. Default: none. */
    webSockets?: readonly CoveredWebSocketApi[] | undefined;
    /** Usage plans by name. */
    plans: Readonly<Record<string, Plan>>;
    /** Clients, each with the name of its plan. */
    clients: Readonly<Record<string, string>>;
    /** Protect the keys from deletion: their values cannot be restored. */
    deletionProtection: boolean;
}

/** Usage plans and an API key for each client application. */
export class ClientKeys extends pulumi.ComponentResource {
    /** The key of each client, by the client's name. */
    readonly keys: Readonly<Record<string, aws.apigateway.ApiKey>>;

    /** Creates the plans and the keys, and assigns each key to its plan. */
    constructor(name: string, args: ClientKeysArgs, opts?: pulumi.ComponentResourceOptions) {
        super("gatehouse:gateway:ClientKeys", name, args, opts);

        const plans = mapValues(args.plans, (plan, planName) => this.createPlan(planName, plan, args));
        this.keys = mapValues(args.clients, (planName, client) => this.createKey(client, plans[planName], args));

        this.registerOutputs();
    }

    private createPlan(planName: string, plan: Plan, args: ClientKeysArgs) {
        const { requestsPerSecond: rateLimit, burst: burstLimit, quota, stages, throttles = {} } = plan;
        const ofMethods = Object.entries(throttles).map(([path, { requestsPerSecond, burst }]) => ({
            path,
            rateLimit: requestsPerSecond,
            burstLimit: burst,
        }));
        const covered = coveredStages(args.stageNames, stages);
        return new aws.apigateway.UsagePlan(
            planName,
            {
                name: `${args.apiName}-${planName}`,
                apiStages: [
                    ...covered.map((stage) => ({
                        apiId: args.restApiId,
                        stage,
                        ...(ofMethods.length > 0 && { throttles: ofMethods }),
                    })),
                    ...webSocketStages(plan, args.webSockets),
                ],
                throttleSettings: { rateLimit, burstLimit },
                ...(quota && { quotaSettings: { limit: quota.requests, period: quota.per.toUpperCase() } }),
            },
            { parent: this },
        );
    }

    private createKey(client: string, plan: aws.apigateway.UsagePlan | undefined, args: ClientKeysArgs) {
        if (!plan) throw new Error(`client "${client}": its plan is not among ${Object.keys(args.plans).join(", ")}`);
        const key = new aws.apigateway.ApiKey(
            client,
            { name: `${args.apiName}-${client}`, description: `Key of ${client}`, tags: { client } },
            { parent: this, additionalSecretOutputs: ["value"], protect: args.deletionProtection },
        );
        new aws.apigateway.UsagePlanKey(
            client,
            { keyId: key.id, keyType: "API_KEY", usagePlanId: plan.id },
            {
                parent: this,
                // Its output repeats the value of the key, which the provider does not mark as a secret.
                additionalSecretOutputs: ["value"],
                // AWS rejects a key in two plans of one stage (aws/aws-cdk#11876). In between, its requests get 403.
                deleteBeforeReplace: true,
            },
        );
        return key;
    }
}

function coveredStages<Stage>(
    stageNames: Readonly<Record<string, Stage>>,
    covered: readonly string[] | undefined,
): Stage[] {
    return Object.entries(stageNames)
        .filter(([name]) => covered?.includes(name) ?? true)
        .map(([, stage]) => stage);
}

// docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-setup-api-keys.html
function webSocketStages({ stages, webSocketApis }: Plan, webSockets: ClientKeysArgs["webSockets"] = []) {
    return webSockets
        .filter(({ api }) => webSocketApis?.includes(api) ?? true)
        .flatMap(({ apiId, stages: own }) => coveredStages(own, stages).map((stage) => ({ apiId, stage })));
}
