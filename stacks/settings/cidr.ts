/** An IPv4 block: the address as an unsigned number, and the length of its prefix. */
export interface CidrBlock {
    readonly address: number;
    readonly prefix: number;
}

/** Reads an IPv4 block such as "10.20.0.0/16"; undefined where it is none or has bits set behind the prefix. */
export function parseCidr(text: string): CidrBlock | undefined {
    const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(text);
    if (!match) return undefined;
    const [first = 0, second = 0, third = 0, fourth = 0, prefix = 0] = match.slice(1).map(Number);
    if (Math.max(first, second, third, fourth) > 255 || prefix > 32) return undefined;
    const address = first * 2 ** 24 + second * 2 ** 16 + third * 2 ** 8 + fourth;
    return address % 2 ** (32 - prefix) === 0 ? { address, prefix } : undefined;
}

/**
 * The longest VPC prefix at which each zone's private subnet still has 64 addresses.
 *
 * awsx.ec2.Vpc (strategy Auto) halves the block until there is a part for each zone, and each part again into a
 * public and a private subnet. EKS wants 16 free addresses in a subnet, and each pod takes one more
 * (docs.aws.amazon.com/eks/latest/userguide/network-reqs.html).
 */
export function maxVpcPrefix(zones: number): number {
    return 26 - 1 - Math.ceil(Math.log2(zones));
}

/** Whether a block lies within the private ones of RFC 1918; false for what is no block. */
export function isPrivate(text: string): boolean {
    const block = parseCidr(text);
    return block !== undefined && privateBlocks.some((other) => contains(other, block));
}

const privateBlocks: readonly CidrBlock[] = [
    { address: 10 * 2 ** 24, prefix: 8 },
    { address: 172 * 2 ** 24 + 16 * 2 ** 16, prefix: 12 },
    { address: 192 * 2 ** 24 + 168 * 2 ** 16, prefix: 16 },
];

function contains(outer: CidrBlock, inner: CidrBlock): boolean {
    const size = 2 ** (32 - outer.prefix);
    return inner.prefix >= outer.prefix && Math.floor(inner.address / size) * size === outer.address;
}
