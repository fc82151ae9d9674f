import * as pulumi from "@pulumi/pulumi";
import {
    loadBalancerDimension,
    loadBalancerMetric,
    loadBalancerNamespaces,
    type WatchedLoadBalancer,
} from "../load-balancer-alarms";
import type { Watched } from "../planned-alarms";
import { graph, type Line, type Widget } from "./widgets";

/**
 * Evidence for rule R1: targets that are not healthy, and connections past the gateway that the security groups of network load
 * balancers reject; and what application load balancers, which have no such count, reject or fail with themselves
 * (docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-cloudwatch-metrics.html, …/application/…).
 */
export function loadBalancerWidgets({ loadBalancers = [] }: Watched, region: pulumi.Input<string>): Widget[] {
    if (loadBalancers.length === 0) return [];
    const unhealthy = loadBalancers.map((balancer, index) => unhealthyTargets(balancer, `unhealthy${index}`));
    return [
        graph({ title: "R1: targets that are not healthy", region, lines: unhealthy, width: 8 }),
        ...ofNetwork(
            loadBalancers.filter(({ form }) => form === "network"),
            region,
        ),
        ...ofApplication(
            loadBalancers.filter(({ form }) => form === "application"),
            region,
        ),
    ];
}

function ofNetwork(balancers: readonly WatchedLoadBalancer[], region: pulumi.Input<string>): Widget[] {
    if (balancers.length === 0) return [];
    const blocked = lines(balancers, "SecurityGroupBlockedFlowCount_Inbound_TCP", "Sum");
    const active = lines(balancers, "ActiveFlowCount", "Average");
    return [
        graph({ title: "R1: connections past the gateway, rejected", region, lines: blocked, width: 8 }),
        graph({ title: "Connections to backends", region, lines: active, width: 8 }),
    ];
}

function ofApplication(balancers: readonly WatchedLoadBalancer[], region: pulumi.Input<string>): Widget[] {
    if (balancers.length === 0) return [];
    const failed = lines(balancers, "HTTPCode_ELB_5XX_Count", "Sum", "5xx");
    const rejected = lines(balancers, "RejectedConnectionCount", "Sum", "rejected connections");
    const times = lines(balancers, "TargetResponseTime", "p99");
    return [
        graph({ title: "Load balancer: errors of its own", region, lines: [...failed, ...rejected], width: 8 }),
        graph({ title: "Response time of targets in s, p99", region, lines: times, width: 8 }),
    ];
}

// This metric has the target group as another dimension, which no component knows for a Service of Kubernetes.
function unhealthyTargets({ name, arn, form }: WatchedLoadBalancer, id: string): Line {
    const expression = pulumi
        .output(arn)
        .apply(
            (known) =>
                `SEARCH('{${loadBalancerNamespaces[form]},LoadBalancer,TargetGroup} MetricName="UnHealthyHostCount" LoadBalancer="${loadBalancerDimension(known)}"', 'Maximum')`,
        );
    return { expression, label: name, id };
}

function lines(
    balancers: readonly WatchedLoadBalancer[],
    metricName: string,
    statistic: string,
    what?: string,
): Line[] {
    return balancers.map((balancer) => ({
        ...loadBalancerMetric(balancer, metricName, statistic),
        label: what === undefined ? balancer.name : `${balancer.name} ${what}`,
    }));
}
