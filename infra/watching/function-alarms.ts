import type * as pulumi from "@pulumi/pulumi";
import type { AlarmDefinition, SimpleMetric, Subject } from "./alarm-definition";

/** A Lambda function. */
export interface WatchedFunction extends Subject {
    /** Name at AWS. */
    readonly functionName: pulumi.Input<string>;
    readonly timeoutSeconds: number;
}

/** A metric of a function (docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html). */
export function functionMetric(
    { functionName }: Pick<WatchedFunction, "functionName">,
    metricName: string,
    statistic: string,
): SimpleMetric {
    return { namespace: "AWS/Lambda", metricName, dimensions: { FunctionName: functionName }, statistic };
}

/** The alarms of a function, for all of its versions and aliases together. */
export const functionAlarms: readonly AlarmDefinition<WatchedFunction>[] = [
    {
        key: "function-errors",
        title: "Calls fail",
        watches: "Calls of a function that end with an error or a timeout",
        firstStep: "Read the function's log group: an exception, a timeout or too little memory ends a call.",
        threshold: 0,
        ...{ bad: "above", periodSeconds: 300, periods: 1, missing: "notBreaching" },
        metric: (subject) => functionMetric(subject, "Errors", "Sum"),
    },
    {
        key: "function-throttles",
        title: "Calls are throttled",
        watches: "Calls of a function that Lambda throttles",
        firstStep: "Compare the account's concurrent executions with their quota, and ask for a higher one.",
        threshold: 0,
        ...{ bad: "above", periodSeconds: 300, periods: 1, missing: "notBreaching" },
        metric: (subject) => functionMetric(subject, "Throttles", "Sum"),
    },
    {
        key: "function-duration",
        title: "Calls take nearly as long as they may",
        watches: "99th percentile of a function's duration, in milliseconds",
        firstStep: "Find what the slow calls wait for in their traces; more memory also gives more CPU.",
        setting: "functionDurationShare",
        threshold: ({ functionDurationShare }, { timeoutSeconds }) =>
            Math.round(functionDurationShare * timeoutSeconds * 1000),
        ...{ bad: "above", periodSeconds: 60, periods: 5, badPeriods: 3, missing: "notBreaching" },
        metric: (subject) => functionMetric(subject, "Duration", "p99"),
    },
];
