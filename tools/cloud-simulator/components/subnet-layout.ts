/** A kind of subnet that is wanted in every zone. */
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
 * the VPC's block is halved until each zone has a part, a zone's part goes to its subnets in the order of the specs.
 * Throws an error if they do not fit.
 */
export function layOutSubnets(
    vpcName: string,
    cidrBlock: string,
    availabilityZones: readonly string[],
    specs: readonly SubnetSpec[],
): Subnet[] {
    const [base = "", mask = ""] = cidrBlock.split("/");
    const zoneMask = Number(mask) + bitsFor(availabilityZones.length);
    const zoneSize = sizeOf(zoneMask);
    const vpcStart = Math.floor(toNumber(base) / sizeOf(Number(mask))) * sizeOf(Number(mask));
    return availabilityZones.flatMap((availabilityZone, zone) => {
        let next = vpcStart + zone * zoneSize;
        return specs.map((spec) => {
            const subnetMask = spec.cidrMask ?? zoneMask + bitsFor(specs.length);
            const size = sizeOf(subnetMask);
            const start = Math.ceil(next / size) * size;
            next = start + size;
            if (next > vpcStart + (zone + 1) * zoneSize) {
                throw new Error(`awsx: subnets are too large for "${cidrBlock}" in ${availabilityZones.length} zones`);
            }
            const resourceName = `${vpcName}-${spec.name ?? spec.type.toLowerCase()}-${zone + 1}`;
            return { ...spec, availabilityZone, cidrBlock: `${toAddress(start)}/${subnetMask}`, resourceName };
        });
    });
}

/** The subnets that awsx creates by default: a private one, and a public one half as large. */
export function defaultSubnetSpecs(cidrBlock: string, zones: number): SubnetSpec[] {
    const zoneMask = Math.max(Number(cidrBlock.split("/")[1]) + bitsFor(zones), 16);
    return [
        { type: "Private", cidrMask: zoneMask + 1, tags: {} },
        { type: "Public", cidrMask: zoneMask + 2, tags: {} },
    ];
}

function bitsFor(count: number): number {
    return Math.ceil(Math.log2(Math.max(count, 1)));
}

function sizeOf(mask: number): number {
    return 2 ** (32 - mask);
}

function toNumber(address: string): number {
    return address.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
}

function toAddress(value: number): string {
    return [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join(".");
}
