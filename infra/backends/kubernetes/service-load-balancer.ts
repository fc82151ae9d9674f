import * as aws from "@pulumi/aws";
import type * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

/** The network load balancer that a controller creates for a Service. */
export interface ServiceLoadBalancer {
    /** URN of the Service. */
    readonly urn: pulumi.Output<string>;
    /** DNS name. */
    readonly hostname: pulumi.Output<string>;
    readonly arn: pulumi.Output<string>;
}

/**
 * Looks up the load balancer of a Service of type LoadBalancer.
 *
 * The ARN is found by the name inside the DNS name, which is known once the load balancer exists. Whatever uses the ARN
 * therefore is created after the Service in `up` and deleted before it in `destroy`: a load balancer that a VPC link uses
 * cannot be deleted (kubernetes/kubernetes#66959).
 */
export function findLoadBalancer(service: k8s.core.v1.Service, parent: pulumi.Resource): ServiceLoadBalancer {
    const hostname = pulumi
        .all([service.metadata.name, service.status.loadBalancer.ingress])
        .apply(([name, ingress]) => hostnameOf(name, ingress));
    const { arn } = aws.lb.getLoadBalancerOutput({ name: hostname.apply(loadBalancerName) }, { parent });
    return { urn: service.urn, hostname, arn };
}

/**
 * Reads the name of a network load balancer from its DNS name, which AWS forms from the name, a hyphen and an id:
 * `k8s-apis-pictures-0123456789-0123456789abcdef.elb.…`.
 * @throws {Error} if the DNS name is not that of a load balancer.
 */
export function loadBalancerName(hostname: string): string {
    const name = /^([a-zA-Z0-9-]{1,32})-[0-9a-f]+\.elb\./.exec(hostname)?.[1];
    if (name === undefined)
        throw new Error(`load balancer hostname: got "${hostname}", want <name>-<id>.elb.<region>.amazonaws.com`);
    return name;
}

// The engine considers a Service of type LoadBalancer created only once there is an entry.
function hostnameOf(service: string, [first]: readonly { readonly hostname?: string }[]): string {
    if (!first?.hostname) throw new Error(`Service "${service}": its load balancer has no hostname`);
    return first.hostname;
}
