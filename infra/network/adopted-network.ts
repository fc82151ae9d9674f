import * as pulumi from "@pulumi/pulumi";
import type { StackNetwork } from "./stack-network";

/** A subnet of an existing VPC. */
export interface AdoptedSubnet {
    readonly id: string;
    /** Name of its zone. */
    readonly zone: string;
    /** Id of its zone, such as `euc1-az2`. */
    readonly zoneId: string;
}

/** Arguments of an existing network. */
export interface AdoptedNetworkArgs {
    readonly vpcId: string;
    /** IPv4 blocks of the VPC. */
    readonly vpcCidrBlocks: readonly string[];
    /** Its private subnets, one per zone. */
    readonly privateSubnets: readonly AdoptedSubnet[];
    /** Ids of the subnets of databases. Default: none. */
    readonly isolatedSubnetIds?: readonly string[] | undefined;
}

/** An existing VPC, without a resource: nothing of it can be changed or deleted. */
export class AdoptedNetwork implements StackNetwork {
    readonly vpcId: string;
    readonly vpcCidrBlocks: readonly string[];
    readonly privateSubnetIds: pulumi.Output<string[]>;
    readonly isolatedSubnetIds: pulumi.Output<string[]> | undefined;
    readonly loadBalancerSubnetIds: readonly string[];
    readonly dependencies = [];
    readonly isExisting = true;

    constructor(private readonly args: AdoptedNetworkArgs) {
        this.vpcId = args.vpcId;
        this.vpcCidrBlocks = args.vpcCidrBlocks;
        this.loadBalancerSubnetIds = args.privateSubnets.map(({ id }) => id);
        this.privateSubnetIds = pulumi.output([...this.loadBalancerSubnetIds]);
        this.isolatedSubnetIds = args.isolatedSubnetIds && pulumi.output([...args.isolatedSubnetIds]);
    }

    privateSubnetIdsIn(zones: readonly string[]): pulumi.Output<string[]> {
        const subnets = this.args.privateSubnets.filter(({ zone }) => zones.includes(zone));
        return pulumi.output(subnets.map(({ id }) => id));
    }
}
