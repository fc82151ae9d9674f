import type * as pulumi from "@pulumi/pulumi";
import type { AlarmDefinition, SimpleMetric, Subject } from "./alarm-definition";

/** A canary of CloudWatch Synthetics. */
export interface WatchedCanary extends Subject {
    readonly canaryName: pulumi.Input<string>;
    /** Minutes between two runs. */
    readonly minutes: number;
}

/** The rule of EventBridge that calls an operation of an HTTP API once a day. */
export interface WatchedCanaryCall extends Subject {
    /** Name at AWS. */
    readonly ruleName: pulumi.Input<string>;
}

/** A count of a rule at the default event bus (docs.aws.amazon.com/eventbridge/latest/userguide/eb-monitoring.html). */
export function canaryCallMetric({ ruleName }: WatchedCanaryCall, metricName: "FailedInvocations"): SimpleMetric {
    return { namespace: "AWS/Events", metricName, dimensions: { RuleName: ruleName }, statistic: "Sum" };
}

/**
 * The alarm of a daily call, which is on until about the time of the next one. EventBridge sends the metric only if the call fails for
 * good: after its retries, which end within an hour.
 */
export const canaryCallAlarms: readonly AlarmDefinition<WatchedCanaryCall>[] = [
    {
        key: "canary-call-failures",
        title: "The daily call of the HTTP API fails",
        watches: "Daily calls of an HTTP API by EventBridge that fail after their retries",
        firstStep: "Find the call in the access log, by the user agent of EventBridge; without it there, look at DNS.",
        threshold: 0,
        ...{ bad: "above", periodSeconds: 86_400, periods: 1, missing: "notBreaching" },
        // Without zeros, the last failure would count for another two days.
        metric: (call) => ({
            expression: "FILL(failed, 0)",
            metrics: { failed: canaryCallMetric(call, "FailedInvocations") },
        }),
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
