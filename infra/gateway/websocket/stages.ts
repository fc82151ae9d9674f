import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { StageBehaviour, Throttle } from "../rest/method-settings";
import type { CreatedRoutes } from "./routes";

/** Arguments that the stages of a WebSocket API share. */
export interface StagesArgs {
    /** Name of the stack at AWS, for the names of log groups. */
    readonly stackName: string;
    /** Stages by name. */
    readonly stages: Readonly<Record<string, Pick<StageBehaviour, "detailedMetrics" | "executionLogs">>>;
    /** Limit for all clients together, for each route. */
    readonly throttle: Throttle;
    /** Limits of single routes in its place, by the route's key. */
    readonly throttles: Readonly<Record<string, Throttle>>;
    /** Days for which logs are retained. */
    readonly logRetentionDays: number;
}

/** A stage that exists, and the group of its access log. */
export interface CreatedStage {
    readonly stageName: pulumi.Output<string>;
    readonly accessLogGroup: pulumi.Output<string>;
}

/**
 * The fields of a line of the access log: neither the API key nor the query string, which a client may have put it in.
 *
 * Variables: docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-logging.html.
 */
export const accessLogFields: Readonly<Record<string, string>> = {
    requestId: "$context.requestId",
    extendedRequestId: "$context.extendedRequestId",
    time: "$context.requestTimeEpoch",
    apiKeyId: "$context.identity.apiKeyId",
    sourceIp: "$context.identity.sourceIp",
    userAgent: "$context.identity.userAgent",
    eventType: "$context.eventType",
    route: "$context.routeKey",
    connectionId: "$context.connectionId",
    messageId: "$context.messageId",
    status: "$context.status",
    functionStatus: "$context.integration.status",
    functionLatencyMs: "$context.integration.latency",
    authorizerStatus: "$context.authorizer.status",
    error: "$context.error.responseType",
};

const loggingLevels = { off: "OFF", errors: "ERROR", all: "INFO" } as const;

/**
 * Creates the stages of an API, with one deployment for all of them. Without the triggers nothing would be deployed again
 * (hashicorp/terraform-provider-aws#12961), and before its routes exist it fails: "At least one route is required".
 * @param dependsOn what the stages wait for, besides the permissions of the routes.
 */
export function createStages(
    name: string,
    api: aws.apigatewayv2.Api,
    { deployed, permissions, triggers }: CreatedRoutes,
    args: StagesArgs,
    dependsOn: readonly pulumi.Resource[],
    parent: pulumi.Resource,
): Record<string, CreatedStage> {
    const deployment = new aws.apigatewayv2.Deployment(
        name,
        { apiId: api.id, triggers: { ...triggers } },
        { parent, dependsOn: [...deployed] },
    );
    const entries = Object.keys(args.stages).map((stage): [string, CreatedStage] => {
        const logs = createLogGroups(name, api, stage, args, parent);
        const settings = (throttle: Throttle) => routeSettings(args.stages[stage], throttle);
        const created = new aws.apigatewayv2.Stage(
            `${name}_${stage}`,
            {
                apiId: api.id,
                name: stage,
                deploymentId: deployment.id,
                accessLogSettings: { destinationArn: logs.access.arn, format: JSON.stringify(accessLogFields) },
                defaultRouteSettings: settings(args.throttle),
                routeSettings: Object.entries(args.throttles).map(([routeKey, throttle]) => ({
                    routeKey,
                    ...settings(throttle),
                })),
            },
            { parent, dependsOn: [...dependsOn, ...permissions, logs.execution] },
        );
        return [stage, { stageName: created.name, accessLogGroup: logs.access.name }];
    });
    return Object.fromEntries(entries);
}

// Complete, as the settings of a route are in place of the default ones.
function routeSettings(
    stage: StagesArgs["stages"][string] | undefined,
    { requestsPerSecond, burst }: Throttle,
): aws.types.input.apigatewayv2.StageDefaultRouteSettings {
    if (stage === undefined) throw new Error("a stage without settings");
    return {
        throttlingRateLimit: requestsPerSecond,
        throttlingBurstLimit: burst,
        detailedMetricsEnabled: stage.detailedMetrics,
        loggingLevel: loggingLevels[stage.executionLogs],
        // It would log full messages.
        dataTraceEnabled: false,
    };
}

function createLogGroups(
    name: string,
    { id }: aws.apigatewayv2.Api,
    stage: string,
    { stackName, logRetentionDays: retentionInDays }: StagesArgs,
    parent: pulumi.Resource,
) {
    const group = (label: string, groupName: pulumi.Input<string>) =>
        new aws.cloudwatch.LogGroup(`${name}_${stage}-${label}`, { name: groupName, retentionInDays }, { parent });
    return {
        access: group("access", `/gatehouse/${stackName}/${name}/websocket/${stage}/access`),
        // API Gateway would create this group itself, with logs that never expire and outlive the stack.
        execution: group("execution", pulumi.interpolate`/aws/apigateway/${id}/${stage}`),
    };
}
