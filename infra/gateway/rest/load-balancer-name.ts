/**
 * Name of a network load balancer, read from its DNS name.
 *
 * AWS makes the DNS name of the name, a hyphen and an id: `k8s-apis-pictures-0123456789-0123456789abcdef.elb.…`.
 * @throws {Error} where the DNS name is not one of a load balancer.
 */
export function loadBalancerName(hostname: string): string {
    const name = /^([a-zA-Z0-9-]{1,32})-[0-9a-f]+\.elb\./.exec(hostname)?.[1];
    if (name === undefined)
        throw new Error(`load balancer hostname: got "${hostname}", want <name>-<id>.elb.<region>.amazonaws.com`);
    return name;
}
