import * as pulumi from "@pulumi/pulumi";
import type { AlarmDefinition, Subject } from "./alarm-definition";

/** An internal network load balancer. */
export interface WatchedLoadBalancer extends Subject {
    readonly arn: pulumi.Input<string>;
}

/**
 * The alarm of a network load balancer. Its metric has no dimension without the target group, and those of a Kubernetes Service
 * belong to its controller, so that a query of Metrics Insights takes the maximum of all groups
 * (docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-cloudwatch-metrics.html).
 */
export const loadBalancerAlarms: readonly AlarmDefinition<WatchedLoadBalancer>[] = [
    {
        key: "unhealthy-targets",
        title: "Targets are not healthy",
        watches: "Unhealthy targets in a target group of a load balancer",
        firstStep: "Find the target and the reason in the console of the target group, then the log of its container.",
        threshold: 0,
        // A target that is replaced is unhealthy for some health checks.
        ...{ bad: "above", periodSeconds: 60, periods: 5, badPeriods: 3, missing: "notBreaching" },
        metric: ({ arn }) => ({
            query: pulumi
                .output(arn)
                .apply(
                    (value) =>
                        `SELECT MAX(UnHealthyHostCount) FROM SCHEMA("AWS/NetworkELB", LoadBalancer, TargetGroup) WHERE LoadBalancer = '${loadBalancerDimension(value)}'`,
                ),
        }),
    },
];

/**
 * The dimension `LoadBalancer` of a load balancer's metrics, which is a part of its ARN: `net/books/0123456789abcdef`.
 * @throws {Error} if the ARN is not that of a load balancer.
 */
export function loadBalancerDimension(arn: string): string {
    const suffix = /:loadbalancer\/(.+)$/.exec(arn)?.[1];
    if (suffix === undefined) throw new Error(`load balancer: got "${arn}", want its ARN`);
    return suffix;
}
