import type { types } from "@pulumi/kubernetes";

/** Arguments of an internal network load balancer. */
export interface InternalLoadBalancerArgs {
    /** Which controller creates it: Auto Mode's, or the in-tree one of the control plane. */
    nodes: "auto" | "managed";
    /** IPv4 blocks of the VPC, which contain its clients. */
    vpcCidrBlocks: readonly string[];
    /** Ids of its subnets, one per zone. Default: those with the tag for internal load balancers. */
    loadBalancerSubnetIds?: readonly string[] | undefined;
    /** Path of the health check. */
    healthCheckPath: string;
}

/** The part of a Service that requests an internal network load balancer. */
export interface InternalLoadBalancer {
    readonly annotations: Record<string, string>;
    readonly spec: Pick<
        types.input.core.v1.ServiceSpec,
        "type" | "loadBalancerClass" | "loadBalancerSourceRanges" | "allocateLoadBalancerNodePorts"
    >;
}

const annotation = (name: string) => `service.beta.kubernetes.io/aws-load-balancer-${name}`;

/** Requests an internal network load balancer in the form that the cluster's controller understands. */
export function internalLoadBalancer(args: InternalLoadBalancerArgs): InternalLoadBalancer {
    const { annotations, spec } = args.nodes === "auto" ? autoModeForm(args) : legacyForm(args);
    return { annotations: { ...annotations, ...inSubnets(args) }, spec };
}

// Both controllers read the annotation for subnets
// (docs.aws.amazon.com/eks/latest/userguide/auto-configure-nlb.html; kubernetes/kubernetes#97431).
//
// Where the AWS Load Balancer Controller is installed, it takes over Services of type LoadBalancer that name no class
// (kubernetes-sigs/aws-load-balancer-controller, docs/deploy/configurations.md, "enableServiceMutatorWebhook"). The other
// annotations are for it: with source ranges, its security group would reject whatever comes through the VPC link.
function inSubnets({ nodes, loadBalancerSubnetIds: ids }: InternalLoadBalancerArgs): Record<string, string> {
    if (ids === undefined) return {};
    return {
        [annotation("subnets")]: ids.join(","),
        ...(nodes === "managed" && {
            [annotation("scheme")]: "internal",
            [annotation("nlb-target-type")]: "ip",
            [annotation("attributes")]: "load_balancing.cross_zone.enabled=true",
            [annotation("inbound-sg-rules-on-private-link-traffic")]: "off",
        }),
    };
}

// docs.aws.amazon.com/eks/latest/userguide/auto-configure-nlb.html
function autoModeForm({ healthCheckPath }: InternalLoadBalancerArgs): InternalLoadBalancer {
    return {
        annotations: {
            [annotation("scheme")]: "internal",
            [annotation("nlb-target-type")]: "ip",
            [annotation("healthcheck-protocol")]: "http",
            [annotation("healthcheck-port")]: "traffic-port",
            [annotation("healthcheck-path")]: healthCheckPath,
            [annotation("attributes")]: "load_balancing.cross_zone.enabled=true",
        },
        // No source ranges, on purpose: the load balancer is internal, and its security group also filters what
        // comes through the VPC link (hashicorp/terraform-provider-aws#33766), from addresses that AWS does not publish.
        spec: {
            type: "LoadBalancer",
            loadBalancerClass: "eks.amazonaws.com/nlb",
            allocateLoadBalancerNodePorts: false,
        },
    };
}

// kubernetes.io/docs/concepts/services-networking/service: the in-tree annotations, which ignore the scheme.
function legacyForm({ healthCheckPath, vpcCidrBlocks }: InternalLoadBalancerArgs): InternalLoadBalancer {
    return {
        annotations: {
            [annotation("type")]: "nlb",
            [annotation("internal")]: "true",
            [annotation("healthcheck-protocol")]: "http",
            [annotation("healthcheck-port")]: "traffic-port",
            [annotation("healthcheck-path")]: healthCheckPath,
            [annotation("cross-zone-load-balancing-enabled")]: "true",
        },
        spec: { type: "LoadBalancer", loadBalancerSourceRanges: [...vpcCidrBlocks] },
    };
}
