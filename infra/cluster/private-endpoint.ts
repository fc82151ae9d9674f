import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

/** Arguments of the access to a cluster's private endpoint. */
export interface PrivateEndpointArgs {
    /** Id of the security group of the cluster's control plane. */
    securityGroupId: pulumi.Input<string>;
    /** Private IPv4 blocks of the networks that are attached to the VPC. */
    cidrBlocks: readonly string[];
}

/**
 * Admits networks to the private endpoint of a cluster's API server. By itself its security group admits only its own members,
 * the nodes (docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html, "Accessing a private only API server").
 */
export function admitNetworks(
    name: string,
    { securityGroupId, cidrBlocks }: PrivateEndpointArgs,
    opts: pulumi.CustomResourceOptions,
): pulumi.Resource[] {
    return cidrBlocks.map(
        (cidrIpv4) =>
            new aws.vpc.SecurityGroupIngressRule(
                // By block, so that an edit of the list changes no other rule.
                `${name}-api-server-${cidrIpv4}`,
                {
                    securityGroupId,
                    cidrIpv4,
                    ipProtocol: "tcp",
                    fromPort: 443,
                    toPort: 443,
                    description: "Kubernetes API server",
                },
                opts,
            ),
    );
}
