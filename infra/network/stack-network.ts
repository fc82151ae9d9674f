import type * as pulumi from "@pulumi/pulumi";

/** The VPC in which a stack runs APIs: one that it creates, or an existing one. */
export interface StackNetwork {
    readonly vpcId: pulumi.Input<string>;
    /** IPv4 blocks of the VPC, which contain every address in it. */
    readonly vpcCidrBlocks: readonly string[];
    /** Ids of the private subnets, one per zone. */
    readonly privateSubnetIds: pulumi.Output<string[]>;
    /** Ids of the subnets of databases, one per zone. Default: none. */
    readonly isolatedSubnetIds?: pulumi.Output<string[]> | undefined;
    /**
     * Ids of the private subnets for load balancers whose controller would otherwise look for tags, which subnets of an existing
     * VPC need not have. Default: the subnets have them.
     */
    readonly loadBalancerSubnetIds?: readonly string[] | undefined;
    /** Resources without which nothing in the private subnets reaches AWS: routes and gateways. */
    readonly dependencies: readonly pulumi.Resource[];
    /** Whether the stack did not create it, and so does not decide how its subnets are configured. */
    readonly isExisting: boolean;
    /** Ids of the private subnets of some of its zones, in the order of the zones. */
    privateSubnetIdsIn(zones: readonly string[]): pulumi.Output<string[]>;
}
