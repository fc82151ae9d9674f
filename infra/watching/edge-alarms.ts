import type * as pulumi from "@pulumi/pulumi";
import type { AlarmDefinition, Subject } from "./alarm-definition";

/** A web ACL. */
export interface WatchedWebAcl extends Subject {
    /** The metric name of its visibility configuration. */
    readonly metricName: pulumi.Input<string>;
    /** Region of a regional one; none for that of a distribution. */
    readonly region?: pulumi.Input<string> | undefined;
}

/** A distribution of CloudFront. */
export interface WatchedDistribution extends Subject {
    readonly distributionId: pulumi.Input<string>;
}

/**
 * The alarm of a web ACL, against a band of usual values that CloudWatch learns from up to two weeks
 * (docs.aws.amazon.com/waf/latest/developerguide/waf-metrics.html; `Rule` is `ALL` for the whole web ACL).
 */
export const webAclAlarms: readonly AlarmDefinition<WatchedWebAcl>[] = [
    {
        key: "blocked-requests",
        title: "Unusually many requests are blocked",
        watches: "Requests that a web ACL blocks, against the usual number at that time",
        firstStep: "Find the rule in the log of the firewall: an attack, or a rule that hits clients.",
        setting: "blockedDeviations",
        threshold: ({ blockedDeviations }) => blockedDeviations,
        ...{ bad: "above", periodSeconds: 300, periods: 3, badPeriods: 2, missing: "notBreaching" },
        metric: ({ metricName, region }) => ({
            unusual: {
                namespace: "AWS/WAFV2",
                metricName: "BlockedRequests",
                dimensions: { WebACL: metricName, Rule: "ALL", ...(region !== undefined && { Region: region }) },
                statistic: "Sum",
            },
        }),
    },
];

/**
 * The alarm of a distribution, whose metrics are in us-east-1
 * (docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/programming-cloudwatch-metrics.html).
 */
export const distributionAlarms: readonly AlarmDefinition<WatchedDistribution>[] = [
    {
        key: "edge-errors",
        title: "Requests fail with 5xx at the edge",
        watches: "Percentage of a distribution's requests that end with 5xx",
        firstStep: "If no stage alarms, the error is CloudFront's: read `x-edge-detailed-result-type` in its log.",
        setting: "serverErrorShare",
        threshold: ({ serverErrorShare }) => Math.round(serverErrorShare * 1e6) / 1e4,
        ...{ bad: "above", periodSeconds: 60, periods: 5, missing: "notBreaching" },
        metric: ({ distributionId }) => ({
            namespace: "AWS/CloudFront",
            metricName: "5xxErrorRate",
            dimensions: { DistributionId: distributionId, Region: "Global" },
            statistic: "Average",
        }),
    },
];
