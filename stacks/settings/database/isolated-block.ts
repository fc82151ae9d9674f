import { blockSize, type CidrBlock, formatCidr, overlaps, parseCidr, privateRangeOf } from "../cidr";
import { minZoneMask, type SubnetSettings } from "../network/subnets";
import { settingProblem } from "../problems";

/** How a network divides its block, with the one for databases. */
export interface IsolatedBlockSettings extends SubnetSettings {
    /** Block of the subnets of databases. Default: the last /24 of the VPC's block, if no zone has it. */
    readonly isolatedCidrBlock?: string | undefined;
}

/** Number of subnets that the block always has room for, so that zones can be added: no region has more than six. */
const slices = 8;

/** Addresses for benchmarks (RFC 2544). AWS rejects the second half as a further block, and the first has Docker's network of machines. */
const benchmarks = "198.18.0.0/15";

/** The block of the subnets of databases; undefined if the settings name none and the zones leave none free. */
export function isolatedBlock(settings: IsolatedBlockSettings): string | undefined {
    const { isolatedCidrBlock, cidrBlock } = settings;
    if (isolatedCidrBlock !== undefined) return isolatedCidrBlock;
    const vpc = parseCidr(cidrBlock);
    if (vpc === undefined || vpc.prefix > 24) return undefined;
    const last = { address: vpc.address + blockSize(vpc.prefix) - blockSize(24), prefix: 24 };
    return zoneOverlapping(settings, last) === undefined ? formatCidr(last) : undefined;
}

/** Whether the block is outside the VPC's own one, and is added to the VPC. */
export function isSecondary({ cidrBlock }: SubnetSettings, block: string): boolean {
    return !overlaps(cidrBlock, block);
}

/**
 * The block of the subnet for databases in a zone.
 * @param zone position of the zone, from 0.
 */
export function isolatedSubnetBlock(block: string, zone: number): string {
    const { address, prefix } = parseCidr(block) ?? { address: 0, prefix: 0 };
    const mask = prefix + Math.log2(slices);
    return formatCidr({ address: address + zone * blockSize(mask), prefix: mask });
}

/**
 * Problems of the block.
 * @param api name of an API with a database; undefined if no API has one, and nothing needs the block.
 */
export function isolatedBlockProblems(settings: IsolatedBlockSettings, api: string | undefined): string[] {
    const { cidrBlock, isolatedCidrBlock: block } = settings;
    const problem = (want: string) => [settingProblem(["network", "isolatedCidrBlock"], block, want)];
    if (block === undefined) {
        if (api === undefined || isolatedBlock(settings) !== undefined) return [];
        return problem(
            `a block from /16 to /25 for the database of API "${api}", as the subnets of the zones fill ${cidrBlock}`,
        );
    }
    const [own, vpc] = [parseCidr(block), parseCidr(cidrBlock)];
    if (own === undefined || vpc === undefined) return [];
    if (!isSecondary(settings, block)) {
        if (own.prefix <= vpc.prefix) return problem(`a part of ${cidrBlock}, or a block outside it`);
        const zone = zoneOverlapping(settings, own);
        return zone === undefined ? [] : problem(`another block, as ${zone} is that of a zone`);
    }
    if (overlaps(block, benchmarks))
        return problem(`a block outside ${benchmarks}, which AWS and Docker use themselves`);
    const range = privateRangeOf(block);
    // docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html#add-cidr-block-restrictions
    if (range === undefined || range === privateRangeOf(cidrBlock)) return [];
    return problem(`a block that AWS adds to a VPC with ${cidrBlock}: one of no other private range than its own`);
}

// As awsx.ec2.Vpc lays the zones out (see network/subnets.ts).
function zoneOverlapping(settings: SubnetSettings, block: CidrBlock): string | undefined {
    const { cidrBlock, availabilityZones } = settings;
    const prefix = settings.availabilityZoneCidrMask ?? minZoneMask(settings);
    const start = parseCidr(cidrBlock)?.address ?? 0;
    const zones = typeof availabilityZones === "number" ? availabilityZones : availabilityZones.length;
    return Array.from({ length: zones }, (_, zone) =>
        formatCidr({ address: start + zone * blockSize(prefix), prefix }),
    ).find((zone) => overlaps(zone, formatCidr(block)));
}
