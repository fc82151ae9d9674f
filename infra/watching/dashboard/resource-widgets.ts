import type * as pulumi from "@pulumi/pulumi";
import { canaryCallErrors } from "../canary-alarms";
import { databaseMetric } from "../database-alarms";
import { functionMetric } from "../function-alarms";
import type { Watched } from "../planned-alarms";
import { queueMetric } from "../queue-alarms";
import { stateMachineMetric } from "../state-machine-alarms";
import { tableMetric } from "../table-alarms";
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
        ...tables(watched),
        ...canaryCalls(watched),
    ];
    return graphs.flatMap(([title, lines]) => (lines.length > 0 ? [graph({ title, region, lines })] : []));
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

function tables({ tables = [] }: Watched): Graphs {
    const lines = tables.flatMap((table) => [
        { ...tableMetric(table, "ReadThrottleEvents"), label: `${table.name} reads` },
        { ...tableMetric(table, "WriteThrottleEvents"), label: `${table.name} writes` },
    ]);
    return [["Tables: throttled reads and writes", lines]];
}

function canaryCalls({ canaryCalls = [] }: Watched): Graphs {
    const failed = canaryCalls.map((call) => ({ ...canaryCallErrors(call), label: call.name }));
    return [["Daily call of the HTTP API: failed attempts", failed]];
}
