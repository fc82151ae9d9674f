import type { types } from "@pulumi/kubernetes";

/** Arguments of an internal network load balancer. */
export interface InternalLoadBalancerArgs {
    /** Which controller creates it: Auto Mode's, or the in-tree one of the control plane. */
    nodes: "auto" | "managed";
    /** IPv4 block of the VPC, which contains its clients. */
    vpcCidrBlock: string;
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
    return args.nodes === "auto" ? autoModeForm(args) : legacyForm(args);
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
function legacyForm({ healthCheckPath, vpcCidrBlock }: InternalLoadBalancerArgs): InternalLoadBalancer {
    return {
        annotations: {
            [annotation("type")]: "nlb",
            [annotation("internal")]: "true",
            [annotation("healthcheck-protocol")]: "http",
            [annotation("healthcheck-port")]: "traffic-port",
            [annotation("healthcheck-path")]: healthCheckPath,
            [annotation("cross-zone-load-balancing-enabled")]: "true",
        },
        spec: { type: "LoadBalancer", loadBalancerSourceRanges: [vpcCidrBlock] },
    };
}
