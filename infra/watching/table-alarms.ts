import type * as pulumi from "@pulumi/pulumi";
import type { AlarmDefinition, SimpleMetric, Subject } from "./alarm-definition";

/** A table of DynamoDB. */
export interface WatchedTable extends Subject {
    /** Name at AWS. */
    readonly tableName: pulumi.Input<string>;
}

/** A count of a table, without its indexes (docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html). */
export function tableMetric(
    { tableName }: WatchedTable,
    metricName: "ReadThrottleEvents" | "WriteThrottleEvents",
): SimpleMetric {
    return { namespace: "AWS/DynamoDB", metricName, dimensions: { TableName: tableName }, statistic: "Sum" };
}

/** The alarm of a table. DynamoDB sends these metrics only while it throttles. */
export const tableAlarms: readonly AlarmDefinition<WatchedTable>[] = [
    {
        key: "table-throttles",
        title: "Reads or writes are throttled",
        watches: "Reads and writes of a table that DynamoDB throttles",
        firstStep: "Find the client with the most calls: one partition takes 1,000 writes and 3,000 reads a second.",
        threshold: 0,
        ...{ bad: "above", periodSeconds: 300, periods: 1, missing: "notBreaching" },
        metric: (table) => ({
            expression: "FILL(reads, 0) + FILL(writes, 0)",
            metrics: {
                reads: tableMetric(table, "ReadThrottleEvents"),
                writes: tableMetric(table, "WriteThrottleEvents"),
            },
        }),
    },
];
