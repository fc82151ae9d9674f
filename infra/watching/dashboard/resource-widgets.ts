import * as pulumi from "@pulumi/pulumi";
import { databaseMetric } from "../database-alarms";
import { functionMetric } from "../function-alarms";
import { loadBalancerDimension } from "../load-balancer-alarms";
import type { Watched } from "../planned-alarms";
import { queueMetric } from "../queue-alarms";
import { stateMachineMetric } from "../state-machine-alarms";
import { webSocketMetric } from "../web-socket-alarms";
import { graph, type Line, type Widget } from "./widgets";

type Graphs = readonly (readonly [title: string, lines: readonly Line[]])[];

/** The saturation and the errors of what runs behind the stages; nothing for kinds that the stack does not have. */
export function resourceWidgets(watched: Watched, region: pulumi.Input<string>): Widget[] {
    const graphs: Graphs = [
        ...functions(watched),
        ...databases(watched),
        ...queues(watched),
        ...stateMachines(watched),
        ...webSockets(watched),
    ];
    return graphs.flatMap(([title, lines]) => (lines.length > 0 ? [graph({ title, region, lines })] : []));
}

/**
 * Evidence for rule R1: targets that are not healthy, and connections past the gateway that the balancers' security groups reject
 * (docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-cloudwatch-metrics.html).
 */
export function loadBalancerWidgets({ loadBalancers = [] }: Watched, region: pulumi.Input<string>): Widget[] {
    if (loadBalancers.length === 0) return [];
    const lines = (metricName: string, statistic: string): Line[] =>
        loadBalancers.map(({ name, arn }) => ({
            ...{ namespace: "AWS/NetworkELB", metricName, statistic, label: name },
            dimensions: { LoadBalancer: pulumi.output(arn).apply(loadBalancerDimension) },
        }));
    // This metric has the target group as another dimension, which no component knows for a Service of Kubernetes.
    const unhealthy = loadBalancers.map(({ name, arn }, index): Line => {
        const search = pulumi
            .output(arn)
            .apply(
                (known) =>
                    `SEARCH('{AWS/NetworkELB,LoadBalancer,TargetGroup} MetricName="UnHealthyHostCount" LoadBalancer="${loadBalancerDimension(known)}"', 'Maximum')`,
            );
        return { expression: search, label: name, id: `unhealthy${index}` };
    });
    const blocked = lines("SecurityGroupBlockedFlowCount_Inbound_TCP", "Sum");
    return [
        graph({ title: "R1: targets that are not healthy", region, lines: unhealthy, width: 8 }),
        graph({ title: "R1: connections past the gateway, rejected", region, lines: blocked, width: 8 }),
        graph({ title: "Connections to backends", region, lines: lines("ActiveFlowCount", "Average"), width: 8 }),
    ];
}

function functions({ functions = [] }: Watched): Graphs {
    const lines = (metricName: string, statistic: string) =>
        functions.map((each) => ({ ...functionMetric(each, metricName, statistic), label: each.name }));
    return [
        ["Functions: concurrent executions", lines("ConcurrentExecutions", "Maximum")],
        ["Functions: errors", lines("Errors", "Sum")],
        ["Functions: throttled calls", lines("Throttles", "Sum")],
        ["Functions: duration in ms, p99", lines("Duration", "p99")],
    ];
}

function databases({ databases = [] }: Watched): Graphs {
    const lines = (metricName: string, statistic: string) =>
        databases.map((each) => ({ ...databaseMetric(each, metricName, statistic), label: each.name }));
    return [
        ["Databases: CPU in %", lines("CPUUtilization", "Average")],
        ["Databases: free storage in bytes", lines("FreeStorageSpace", "Minimum")],
        ["Databases: connections", lines("DatabaseConnections", "Maximum")],
    ];
}

function queues({ queues = [] }: Watched): Graphs {
    const age = queues.map(({ name, queueName }) => ({
        ...queueMetric(queueName, "ApproximateAgeOfOldestMessage"),
        label: name,
    }));
    const dead = queues.map(({ name, deadLetterName }) => ({
        ...queueMetric(deadLetterName, "ApproximateNumberOfMessagesVisible"),
        label: name,
    }));
    return [
        ["Queues: age of the oldest message in s", age],
        ["Queues: messages that were given up", dead],
    ];
}

function stateMachines({ stateMachines = [] }: Watched): Graphs {
    const failed = stateMachines.map((each) => ({ ...stateMachineMetric(each, "ExecutionsFailed"), label: each.name }));
    return [["State machines: failed executions", failed]];
}

function webSockets({ webSocketStages = [] }: Watched): Graphs {
    const lines = (...metricNames: readonly string[]) =>
        webSocketStages.flatMap((stage) =>
            metricNames.map((metricName) => ({
                ...webSocketMetric(stage, metricName),
                label: `${stage.name} ${metricName}`,
            })),
        );
    return [
        ["WebSocket APIs: connections and messages", lines("ConnectCount", "MessageCount")],
        ["WebSocket APIs: errors", lines("ClientError", "ExecutionError", "IntegrationError")],
    ];
}
