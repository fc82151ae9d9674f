import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { mapValues } from "../../map-values";
import { type Connections, closeConnections, createConnections, postToConnections } from "./connections";
import { createConnectAuthorizer, createRouteFunctions, functionNameOf, type RouteFunctionsArgs } from "./functions";
import { createPush, type Push } from "./push";
import { type CreatedRoutes, createRoutes } from "./routes";
import { createStages, type StagesArgs } from "./stages";

/** Arguments of a WebSocket API. */
export interface WebSocketApiArgs extends RouteFunctionsArgs, StagesArgs {
    /** ARNs of the topics whose messages are sent to all connections, by name. Default: none. */
    readonly topicArns: Readonly<Record<string, pulumi.Input<string>>>;
}

/** Maximum length of the name of a queue (QueueName in the API reference of CreateQueue). */
const maxQueueName = 80;

/**
 * A WebSocket API beside the operations of an API, whose name is that of the component: every connection needs an API key of a usage
 * plan, and each announcement is sent to all of them.
 */
export class WebSocketApi extends pulumi.ComponentResource {
    /** Id of the API at AWS. */
    readonly apiId: pulumi.Output<string>;
    /** Where clients connect, without the stage: `wss://<host>`. */
    readonly endpoint: pulumi.Output<string>;
    /** Environment variables that tell the functions of the API where clients connect. */
    readonly environment: Readonly<Record<"WEB_SOCKET_ENDPOINT", pulumi.Output<string>>>;
    /** Name of the table of connections. */
    readonly tableName: pulumi.Output<string>;
    /** The function that sends announcements; absent without topics. */
    readonly push: Push | undefined;
    /** Name of each stage, by its name, once the stage exists; empty until `publish`. */
    stages: Readonly<Record<string, pulumi.Output<string>>> = {};
    /** Name of the log group of each stage's access log, by the stage's name; empty until `publish`. */
    accessLogGroups: Readonly<Record<string, pulumi.Output<string>>> = {};

    private readonly api: aws.apigatewayv2.Api;
    private readonly routes: CreatedRoutes;

    /** Creates the API, its functions and its routes, and the table of connections. */
    constructor(
        private readonly name: string,
        private readonly args: WebSocketApiArgs,
        opts?: pulumi.ComponentResourceOptions,
    ) {
        super("gatehouse:gateway:WebSocketApi", name, {}, opts);

        const apiSettings = {
            routeSelectionExpression: "$request.body.action",
            apiKeySelectionExpression:
                args.key === "header" ? "$request.header.x-api-key" : "$context.authorizer.usageIdentifierKey",
        };
        this.api = new aws.apigatewayv2.Api(
            name,
            { name: `${args.stackName}-${name}`, protocolType: "WEBSOCKET", ...apiSettings },
            { parent: this },
        );
        const { api } = this;
        this.apiId = api.id;
        const host = api.apiEndpoint.apply((endpoint) => endpoint.replace(/^\w+:\/\//, ""));
        this.endpoint = pulumi.interpolate`wss://${host}`;
        this.environment = { WEB_SOCKET_ENDPOINT: this.endpoint };
        // The SDK signs requests to it, and wants HTTP.
        const answering = { WEB_SOCKET_CONNECTIONS_ENDPOINT: pulumi.interpolate`https://${host}` };
        const connections = createConnections(name, this);
        this.tableName = connections.tableName;
        const ofFunctions = {
            ...args,
            environment: { ...args.environment, ...this.environment, ...answering },
            access: [...args.access, postToConnections(api)],
        };
        const routes = createRouteFunctions(name, ofFunctions, connections, this);
        const authorizer = createConnectAuthorizer(name, ofFunctions, this);
        this.routes = createRoutes(name, { api, apiSettings, routes, authorizer }, this);
        this.push = this.createPush(connections, answering);

        this.registerOutputs({ endpoint: this.endpoint });
    }

    /**
     * Creates the stages, which usage plans can then cover.
     * @param accountRole what sets the region's CloudWatch role, without which AWS rejects a stage with logs; none if the region has it.
     */
    publish(accountRole: readonly pulumi.Resource[]): Readonly<Record<string, pulumi.Output<string>>> {
        const { name, api, routes, args } = this;
        const created = createStages(name, api, routes, args, accountRole, this);
        this.stages = mapValues(created, ({ stageName }) => stageName);
        this.accessLogGroups = mapValues(created, ({ accessLogGroup }) => accessLogGroup);
        return this.stages;
    }

    private createPush(connections: Connections, answering: Readonly<Record<string, pulumi.Output<string>>>) {
        const { name, args, api } = this;
        if (Object.keys(args.topicArns).length === 0) return undefined;
        const { topicArns, tracing, logRetentionDays } = args;
        return createPush(
            `${name}_websocket_push`,
            {
                ...{ topicArns, tracing, logRetentionDays },
                functionName: functionNameOf(args, "push"),
                queueName: args.nameOf("websocket_push", maxQueueName),
                deadLetterName: args.nameOf("websocket_push_dead", maxQueueName),
                code: args.codes.push,
                environment: {
                    ...answering,
                    WEB_SOCKET_TABLE: connections.tableName,
                    WEB_SOCKET_STAGES: Object.keys(args.stages).join(),
                },
                access: [
                    connections.access("dynamodb:Query", "dynamodb:DeleteItem"),
                    postToConnections(api),
                    closeConnections(api),
                ],
            },
            this,
        );
    }
}
