import type * as pulumi from "@pulumi/pulumi";
import type { AlarmDefinition, SimpleMetric, Subject } from "./alarm-definition";

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
 * The requests that a rule of a web ACL blocks (docs.aws.amazon.com/waf/latest/developerguide/waf-metrics.html).
 * @param rule name of the rule, or `ALL` for the whole web ACL.
 */
export function blockedRequests({ metricName, region }: WatchedWebAcl, rule: string): SimpleMetric {
    return {
        namespace: "AWS/WAFV2",
        metricName: "BlockedRequests",
        dimensions: { WebACL: metricName, Rule: rule, ...(region !== undefined && { Region: region }) },
        statistic: "Sum",
    };
}

/**
 * A metric of a distribution, which is in us-east-1
 * (docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/programming-cloudwatch-metrics.html).
 */
export function distributionMetric(
    { distributionId }: WatchedDistribution,
    metricName: string,
    statistic: string,
): SimpleMetric {
    const dimensions = { DistributionId: distributionId, Region: "Global" };
    return { namespace: "AWS/CloudFront", metricName, dimensions, statistic };
}

/** The alarm of a web ACL, against a band of usual values that CloudWatch learns from up to two weeks. */
export const webAclAlarms: readonly AlarmDefinition<WatchedWebAcl>[] = [
    {
        key: "blocked-requests",
        title: "Unusually many requests are blocked",
        watches: "Requests that a web ACL blocks, against the usual number at that time",
        firstStep: "Find the rule in the log of the firewall: an attack, or a rule that hits clients.",
        setting: "blockedDeviations",
        threshold: ({ blockedDeviations }) => blockedDeviations,
        ...{ bad: "above", periodSeconds: 300, periods: 3, badPeriods: 2, missing: "notBreaching" },
        metric: (webAcl) => ({ unusual: blockedRequests(webAcl, "ALL") }),
    },
];

/** The alarm of a distribution. */
export const distributionAlarms: readonly AlarmDefinition<WatchedDistribution>[] = [
    {
        key: "edge-errors",
        title: "Requests fail with 5xx at the edge",
        watches: "Percentage of a distribution's requests that end with 5xx",
        firstStep: "If no stage alarms, the error is CloudFront's: read `x-edge-detailed-result-type` in its log.",
        setting: "serverErrorShare",
        // In percent, as the metric is.
        threshold: ({ serverErrorShare }) => Math.round(serverErrorShare * 1e6) / 1e4,
        ...{ bad: "above", periodSeconds: 60, periods: 5, missing: "notBreaching" },
        metric: (distribution) => distributionMetric(distribution, "5xxErrorRate", "Average"),
    },
];
