import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Throttle } from "../rest/method-settings";

/** Arguments of the stage of an HTTP API. */
export interface HttpStageArgs {
    /** Name of the API at AWS, for the name of its log group. */
    readonly apiName: string;
    /** Limit for all clients together, for each route. */
    readonly throttle: Throttle;
    /** Limits of single routes in its place, by their route key, such as `GET /api/books/{p1}`. Default: none. */
    readonly throttles?: Readonly<Record<string, Throttle>> | undefined;
    /** Send metrics of each route too, billed as custom metrics. */
    readonly detailedMetrics: boolean;
    /** Days for which logs are retained. */
    readonly logRetentionDays: number;
}

/** A stage that exists, and the group of its access log. */
export interface CreatedHttpStage {
    readonly stage: aws.apigatewayv2.Stage;
    readonly accessLogGroup: pulumi.Output<string>;
}

/**
 * The fields of a line of the access log: neither the API key nor the query string, which a client may have put it in. `client` and
 * `rejection` are what the key authorizer says of a call.
 *
 * Variables: docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging-variables.html.
 */
export const accessLogFields: Readonly<Record<string, string>> = {
    requestId: "$context.requestId",
    time: "$context.requestTimeEpoch",
    client: "$context.authorizer.client",
    rejection: "$context.authorizer.reason",
    sourceIp: "$context.identity.sourceIp",
    userAgent: "$context.identity.userAgent",
    method: "$context.httpMethod",
    route: "$context.routeKey",
    path: "$context.path",
    status: "$context.status",
    responseBytes: "$context.responseLength",
    latencyMs: "$context.responseLatency",
    backendStatus: "$context.integration.status",
    backendLatencyMs: "$context.integration.latency",
    backendError: "$context.integrationErrorMessage",
    authorizerError: "$context.authorizer.error",
    error: "$context.error.responseType",
};

/**
 * Creates the stage `$default`, whose name is no part of any path, and its access log. It deploys each change of the API by itself;
 * before its routes exist it would deploy an API without them.
 *
 * Both limits are in the settings of all routes and in those of each single one: a block without them sets both to 0, with which every
 * call gets 429, and removing the block does not undo that (pulumi/pulumi-aws#2363).
 * @param dependsOn the routes, and what calls need besides them.
 */
export function createStage(
    name: string,
    api: aws.apigatewayv2.Api,
    args: HttpStageArgs,
    dependsOn: readonly pulumi.Resource[],
    parent: pulumi.Resource,
): CreatedHttpStage {
    const { throttles = {}, detailedMetrics: detailedMetricsEnabled } = args;
    const logs = new aws.cloudwatch.LogGroup(
        `${name}-access`,
        // Each group with another beginning becomes a part of one resource policy of the account, with at most 5,120 characters, without
        // room in which no stage is created (docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-infrastructure-CWL.html).
        { name: `/aws/vendedlogs/gatehouse/${args.apiName}/access`, retentionInDays: args.logRetentionDays },
        { parent },
    );
    const settings = ({ requestsPerSecond, burst }: Throttle) => ({
        throttlingRateLimit: requestsPerSecond,
        throttlingBurstLimit: burst,
        detailedMetricsEnabled,
    });
    const stage = new aws.apigatewayv2.Stage(
        name,
        {
            apiId: api.id,
            name: "$default",
            autoDeploy: true,
            accessLogSettings: {
                destinationArn: logs.arn,
                format: JSON.stringify(accessLogFields),
            },
            defaultRouteSettings: settings(args.throttle),
            routeSettings: Object.keys(throttles)
                .sort()
                .map((routeKey) => ({ routeKey, ...settings(throttles[routeKey] ?? args.throttle) })),
        },
        { parent, dependsOn: [...dependsOn] },
    );
    return { stage, accessLogGroup: logs.name };
}
