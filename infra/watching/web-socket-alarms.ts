import type * as pulumi from "@pulumi/pulumi";
import type { AlarmDefinition, SimpleMetric, Subject } from "./alarm-definition";

/** A stage of a WebSocket API. */
export interface WatchedWebSocketStage extends Subject {
    readonly apiId: pulumi.Input<string>;
    /** Name of the stage at AWS. */
    readonly stageName: pulumi.Input<string>;
}

/** A count of a stage, over all of its routes (docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-logging.html). */
export function webSocketMetric({ apiId, stageName }: WatchedWebSocketStage, metricName: string): SimpleMetric {
    return {
        namespace: "AWS/ApiGateway",
        metricName,
        dimensions: { ApiId: apiId, Stage: stageName },
        statistic: "Sum",
    };
}

/** The alarms of a stage of a WebSocket API. */
export const webSocketAlarms: readonly AlarmDefinition<WatchedWebSocketStage>[] = [
    {
        key: "socket-function-errors",
        title: "Functions of routes fail",
        watches: "Messages and connections of a WebSocket stage whose function fails",
        firstStep: "Find the route in the access log of the stage, then read the log group of its function.",
        threshold: 0,
        ...{ bad: "above", periodSeconds: 300, periods: 1, missing: "notBreaching" },
        metric: (stage) => webSocketMetric(stage, "IntegrationError"),
    },
    {
        key: "socket-execution-errors",
        title: "Messages reach no function",
        watches: "Messages and connections of a WebSocket stage that API Gateway cannot pass on",
        firstStep:
            "Read the error in the execution log: a permission of a function, or the authorizer, is missing or wrong.",
        threshold: 0,
        ...{ bad: "above", periodSeconds: 300, periods: 1, missing: "notBreaching" },
        metric: (stage) => webSocketMetric(stage, "ExecutionError"),
    },
    {
        key: "socket-client-errors",
        title: "Many connections and messages are rejected",
        watches: "Share of a WebSocket stage's connections and messages that are rejected",
        firstStep: "Group the access log of the stage by status and route: 403 is a missing key, 429 a throttle.",
        setting: "clientErrorShare",
        threshold: ({ clientErrorShare }) => clientErrorShare,
        ...{ bad: "above", periodSeconds: 60, periods: 5, missing: "notBreaching" },
        metric: (stage) => ({
            // A rejected connection is no connect.
            expression: "rejected / (rejected + FILL(connects, 0) + FILL(messages, 0))",
            metrics: {
                rejected: webSocketMetric(stage, "ClientError"),
                connects: webSocketMetric(stage, "ConnectCount"),
                messages: webSocketMetric(stage, "MessageCount"),
            },
        }),
    },
];
