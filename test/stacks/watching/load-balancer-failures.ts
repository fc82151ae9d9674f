import type { Failure } from "./alarm-failures";
import type { WatchedStack } from "./watched-stack";

interface Balancer {
    readonly namespace: string;
    /** The dimension of its metrics. */
    readonly LoadBalancer: string;
}

// Network load balancers of a cluster belong to its controller, so that only the VPC link knows them.
function balancersOf(stack: WatchedStack): Balancer[] {
    const linked = stack.inputs("aws:apigateway/vpcLink:VpcLink").map(({ targetArn }) => targetArn);
    const application = stack
        .outputs("aws:lb/loadBalancer:LoadBalancer")
        .filter(({ loadBalancerType }) => loadBalancerType === "application")
        .map(({ arn }) => arn);
    return [
        ...linked.map((arn) => ({ namespace: "AWS/NetworkELB", arn })),
        ...application.map((arn) => ({ namespace: "AWS/ApplicationELB", arn })),
    ].map(({ namespace, arn }) => ({ namespace, LoadBalancer: String(arn).replace(/^.*:loadbalancer\//, "") }));
}

// Only while it is not zero, as documented of these counts.
const ofApplication =
    (metricName: string): Failure =>
    async ({ stack, metrics }, second, isFailing) => {
        for (const { namespace, LoadBalancer } of balancersOf(stack))
            if (namespace === "AWS/ApplicationELB" && isFailing)
                metrics.put({ namespace, metricName, dimensions: { LoadBalancer } }, second, 1);
    };

/** How the failures of load balancers look in CloudWatch. */
export const loadBalancerFailures: Readonly<Record<string, Failure>> = {
    "unhealthy-targets": async ({ stack, metrics }, second, isFailing) => {
        for (const { namespace, LoadBalancer } of balancersOf(stack)) {
            const put = (TargetGroup: string, value: number) => {
                const dimensions = { LoadBalancer, TargetGroup };
                metrics.put({ namespace, metricName: "UnHealthyHostCount", dimensions }, second, value);
            };
            put("targetgroup/first/0123456789abcdef", 0);
            put("targetgroup/second/fedcba9876543210", Number(isFailing));
        }
    },
    "load-balancer-errors": ofApplication("HTTPCode_ELB_5XX_Count"),
    "rejected-connections": ofApplication("RejectedConnectionCount"),
};
