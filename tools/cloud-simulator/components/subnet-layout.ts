import { blockSize, formatCidr, parseContainingCidr } from "../../../stacks/settings/cidr";

/** A kind of subnet that every zone must have. */
export interface SubnetSpec {
    readonly type: string;
    readonly name?: string;
    /** Prefix length; by default the zone's block is shared out evenly. */
    readonly cidrMask?: number;
    readonly tags: Readonly<Record<string, string>>;
}

/** A subnet of one zone. */
export interface Subnet extends SubnetSpec {
    readonly resourceName: string;
    readonly availabilityZone: string;
    readonly cidrBlock: string;
}

/**
 * Subnets as awsx lays them out with `subnetStrategy: "Auto"` (pulumi/pulumi-awsx, awsx/ec2/subnetDistributorNew.ts):
 * the VPC's block is halved until each zone has a part, or divided into parts of the given size. Each part is assigned to the
 * zone's subnets in the order of the specs. Throws an error if they do not fit.
 * @param zoneMask length of the prefix of a zone's part (`availabilityZoneCidrMask`).
 */
export function layOutSubnets(
    vpcName: string,
    cidrBlock: string,
    availabilityZones: readonly string[],
    specs: readonly SubnetSpec[],
    zoneMask?: number,
): Subnet[] {
    const vpc = parseContainingCidr(cidrBlock);
    if (!vpc) throw new Error(`awsx: "${cidrBlock}" is not an IPv4 block`);
    const zonePrefix = zoneMask ?? vpc.prefix + bitsFor(availabilityZones.length);
    const zoneSize = blockSize(zonePrefix);
    return availabilityZones.flatMap((availabilityZone, zone) => {
        let next = vpc.address + zone * zoneSize;
        return specs.map((spec) => {
            const prefix = spec.cidrMask ?? zonePrefix + bitsFor(specs.length);
            const size = blockSize(prefix);
            const address = Math.ceil(next / size) * size;
            next = address + size;
            if (next > vpc.address + (zone + 1) * zoneSize) {
                throw new Error(`awsx: subnets are too large for "${cidrBlock}" in ${availabilityZones.length} zones`);
            }
            const resourceName = `${vpcName}-${spec.name ?? spec.type.toLowerCase()}-${zone + 1}`;
            return { ...spec, availabilityZone, cidrBlock: formatCidr({ address, prefix }), resourceName };
        });
    });
}

/** The subnets that awsx creates by default: a private one, and a public one half as large. */
export function defaultSubnetSpecs(cidrBlock: string, zones: number, zoneMask?: number): SubnetSpec[] {
    const mask = Math.max(zoneMask ?? Number(cidrBlock.split("/")[1]) + bitsFor(zones), 16);
    return [
        { type: "Private", cidrMask: mask + 1, tags: {} },
        { type: "Public", cidrMask: mask + 2, tags: {} },
    ];
}

function bitsFor(count: number): number {
    return Math.ceil(Math.log2(Math.max(count, 1)));
}
