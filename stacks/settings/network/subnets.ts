import { blockSize, formatCidr, parseCidr } from "../cidr";

/** How a network divides its block. */
export interface SubnetSettings {
    /** IPv4 block of the VPC. */
    readonly cidrBlock: string;
    /** Its zones, or their number. */
    readonly availabilityZones: number | readonly string[];
    /** Length of the prefix of each zone's block. Default: the longest one at which the zones fill the VPC. */
    readonly availabilityZoneCidrMask?: number | undefined;
}

/** The longest prefix of a zone's block at which its private subnet, one half of it, still has 64 addresses. */
export const maxZoneMask = 25;

/**
 * The longest VPC prefix at which each zone's private subnet still has 64 addresses.
 *
 * EKS wants 16 free addresses in a subnet, and each pod takes one more
 * (docs.aws.amazon.com/eks/latest/userguide/network-reqs.html).
 */
export function maxVpcPrefix(zones: number): number {
    return maxZoneMask - bitsFor(zones);
}

/** The shortest prefix of a zone's block at which all zones fit into a VPC. */
export function minZoneMask({ cidrBlock, availabilityZones }: SubnetSettings): number {
    const zones = typeof availabilityZones === "number" ? availabilityZones : availabilityZones.length;
    return (parseCidr(cidrBlock)?.prefix ?? 0) + bitsFor(zones);
}

/**
 * The block of the private subnet of a zone, as awsx.ec2.Vpc lays it out (strategy Auto; pulumi/pulumi-awsx,
 * awsx/ec2/subnetDistributorNew.ts): the VPC is divided into blocks for zones, and each of them into a public and a private
 * half.
 * @param zone position of the zone, from 0.
 */
export function privateSubnetBlock(settings: SubnetSettings, zone: number): string {
    const mask = settings.availabilityZoneCidrMask ?? minZoneMask(settings);
    const start = parseCidr(settings.cidrBlock)?.address ?? 0;
    return formatCidr({ address: start + zone * blockSize(mask) + blockSize(mask + 1), prefix: mask + 1 });
}

function bitsFor(count: number): number {
    return Math.ceil(Math.log2(count));
}
