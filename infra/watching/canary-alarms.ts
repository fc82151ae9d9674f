import type * as pulumi from "@pulumi/pulumi";
import type { AlarmDefinition, Subject } from "./alarm-definition";

/** A canary of CloudWatch Synthetics. */
export interface WatchedCanary extends Subject {
    readonly canaryName: pulumi.Input<string>;
    /** Minutes between two runs. */
    readonly minutes: number;
}

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
