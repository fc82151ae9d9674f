import * as pulumi from "@pulumi/pulumi";
import type { AlarmDefinition, SimpleMetric, Subject } from "./alarm-definition";

/** An internal load balancer. */
export interface WatchedLoadBalancer extends Subject {
    readonly arn: pulumi.Input<string>;
    readonly form: "network" | "application";
}

/** Namespace of the metrics of each form of load balancer. */
export const loadBalancerNamespaces = { network: "AWS/NetworkELB", application: "AWS/ApplicationELB" } as const;

/**
 * A metric of a load balancer over all of its target groups
 * (docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html, …/network/…).
 */
export function loadBalancerMetric(
    { arn, form }: Pick<WatchedLoadBalancer, "arn" | "form">,
    metricName: string,
    statistic: string,
): SimpleMetric {
    return {
        namespace: loadBalancerNamespaces[form],
        metricName,
        dimensions: { LoadBalancer: pulumi.output(arn).apply(loadBalancerDimension) },
        statistic,
    };
}

const isApplication = ({ form }: WatchedLoadBalancer) => form === "application";

/**
 * The alarms of a load balancer. The number of unhealthy targets has no dimension without the target group, and those of a Kubernetes
 * Service belong to its controller, so that a query of Metrics Insights takes the maximum of all groups. A network load balancer
 * passes connections on, and writes no responses.
 *
 * The response time of targets has no alarm, as that of `http-backend-latency` contains it.
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
        metric: ({ arn, form }) => ({
            query: pulumi
                .output(arn)
                .apply(
                    (value) =>
                        `SELECT MAX(UnHealthyHostCount) FROM SCHEMA("${loadBalancerNamespaces[form]}", LoadBalancer, TargetGroup) WHERE LoadBalancer = '${loadBalancerDimension(value)}'`,
                ),
        }),
    },
    {
        key: "load-balancer-errors",
        title: "The load balancer responds with 5xx itself",
        watches: "Responses with 5xx of an application load balancer, without those of its targets",
        firstStep:
            "Look at the health of the targets: 502 is a connection that a target closed, 503 no target, 504 a slow one.",
        threshold: 0,
        appliesTo: isApplication,
        ...{ bad: "above", periodSeconds: 60, periods: 5, badPeriods: 3, missing: "notBreaching" },
        metric: (balancer) => loadBalancerMetric(balancer, "HTTPCode_ELB_5XX_Count", "Sum"),
    },
    {
        key: "rejected-connections",
        title: "The load balancer rejects connections",
        watches: "Connections that an application load balancer rejects, as it has as many as it may have",
        firstStep: "Look for slow responses, which keep connections open, and for a sudden rise of requests.",
        threshold: 0,
        appliesTo: isApplication,
        ...{ bad: "above", periodSeconds: 300, periods: 1, missing: "notBreaching" },
        metric: (balancer) => loadBalancerMetric(balancer, "RejectedConnectionCount", "Sum"),
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
