import { type Finding, finding, unknownValueFinding } from "../../../reading/finding";
import type { Plain, Resource } from "../../../reading/resource";
import { describeReading, type Reading, read, readBoolean, readList, readString } from "../../../reading/value";

/** Load balancers under every type token of the provider. */
export const loadBalancerTypes: ReadonlySet<string> = new Set(
    ["lb", "alb", "elasticloadbalancingv2", "applicationloadbalancing", "elb", "elasticloadbalancing"].map(
        (module) => `aws:${module}/loadBalancer:LoadBalancer`,
    ),
);

/** Properties that determine whether a load balancer is public. */
export const loadBalancerPaths = ["internal", "loadBalancerType", "subnetMappings"];

/** Checks that a load balancer has `internal: true`; the default is internet-facing. */
export function checkLoadBalancer(balancer: Resource): Finding[] {
    const type = readString(balancer.props, "loadBalancerType");
    // A Gateway Load Balancer has no scheme; it only receives traffic from endpoints inside a VPC.
    if (type.state === "known" && type.value === "gateway") return [];
    const internal = readBoolean(balancer.props, "internal");
    if (internal.state === "unknown") return [unknownValueFinding(balancer, internal)];
    if (!(internal.state === "known" && internal.value)) {
        return [
            finding(balancer, {
                actual: `internal is ${describeReading(internal)}, so it faces the internet`,
                expected: "an internal load balancer behind the gateway's VPC link",
                change: "set internal to true",
            }),
        ];
    }
    const mappings = readList(balancer.props, "subnetMappings");
    const isPlain =
        mappings.state === "absent" ||
        (mappings.state === "known" && mappings.value.every((mapping) => hasNoAddress(read(mapping, "allocationId"))));
    if (isPlain) return [];
    return [
        finding(balancer, {
            actual: "subnetMappings may give it Elastic IP addresses",
            expected: "a load balancer without public addresses",
            change: "remove allocationId from subnetMappings",
        }),
    ];
}

// In the outputs, a subnet without an Elastic IP address has an empty allocation.
const hasNoAddress = (allocation: Reading<Plain>): boolean =>
    allocation.state === "absent" || (allocation.state === "known" && allocation.value === "");
