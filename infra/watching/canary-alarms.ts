import type * as pulumi from "@pulumi/pulumi";
import type { AlarmDefinition, SimpleMetric, Subject } from "./alarm-definition";
import { functionMetric } from "./function-alarms";

/** A canary of CloudWatch Synthetics. */
export interface WatchedCanary extends Subject {
    readonly canaryName: pulumi.Input<string>;
    /** Minutes between two runs. */
    readonly minutes: number;
}

/** The function that calls an operation of an HTTP API once a day. */
export interface WatchedCanaryCall extends Subject {
    /** Name at AWS. */
    readonly functionName: pulumi.Input<string>;
}

/** Attempts at a call: Lambda invokes a function twice more after an error (docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html). */
const callAttempts = 3;

/** The failed attempts of a daily call. */
export function canaryCallErrors({ functionName }: WatchedCanaryCall): SimpleMetric {
    return functionMetric({ functionName }, "Errors", "Sum");
}

/** The alarm of a daily call, which is on until about the time of the next one. */
export const canaryCallAlarms: readonly AlarmDefinition<WatchedCanaryCall>[] = [
    {
        key: "canary-call-failures",
        title: "The daily call of the HTTP API fails",
        watches: "Failed attempts of the daily call of an HTTP API",
        firstStep: "Read the log of the function: it has the response to each attempt.",
        threshold: callAttempts - 1,
        ...{ bad: "above", periodSeconds: 86_400, periods: 1, missing: "notBreaching" },
        metric: canaryCallErrors,
    },
];

/**
 * The alarm of a canary. A canary that does not run any more is as bad as one that fails
 * (docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Synthetics_Canaries_metrics.html).
 */
export const canaryAlarms: readonly AlarmDefinition<WatchedCanary>[] = [
    {
        key: "canary-failures",
        title: "The canary's calls fail",
        watches: "Percentage of a canary's runs that pass",
        firstStep: "Open the canary's last run: it has the call that failed, and its response.",
        threshold: 100,
        // Two, as runs are not exact to the second: one period may be without a run while another has two.
        ...{ bad: "below", periods: 2, missing: "breaching" },
        periodSeconds: ({ minutes }) => 60 * minutes,
        metric: ({ canaryName }) => ({
            namespace: "CloudWatchSynthetics",
            metricName: "SuccessPercent",
            dimensions: { CanaryName: canaryName },
            statistic: "Average",
        }),
    },
];
