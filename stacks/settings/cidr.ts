/** An IPv4 block: its first address as an unsigned number, and the length of its prefix. */
export interface CidrBlock {
    readonly address: number;
    readonly prefix: number;
}

/** Reads an IPv4 block such as "10.20.0.0/16"; undefined if it is invalid or has bits set after the prefix. */
export function parseCidr(text: string): CidrBlock | undefined {
    const block = parseAddress(text);
    return block && block.address % blockSize(block.prefix) === 0 ? block : undefined;
}

/** Reads the block that contains an address with a prefix such as "10.20.1.2/16"; undefined if it is invalid. */
export function parseContainingCidr(text: string): CidrBlock | undefined {
    const block = parseAddress(text);
    return block && { ...block, address: block.address - (block.address % blockSize(block.prefix)) };
}

// With leading zeros, which mean octal numbers to some programs, the provider rejects a block (pkg.go.dev/net#ParseCIDR).
function parseAddress(text: string): CidrBlock | undefined {
    const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(text);
    if (!match || /(^|[./])0\d/.test(text)) return undefined;
    const [first = 0, second = 0, third = 0, fourth = 0, prefix = 0] = match.slice(1).map(Number);
    if (Math.max(first, second, third, fourth) > 255 || prefix > 32) return undefined;
    return { address: first * 2 ** 24 + second * 2 ** 16 + third * 2 ** 8 + fourth, prefix };
}

/** Writes a block, such as "10.20.0.0/16". */
export function formatCidr({ address, prefix }: CidrBlock): string {
    const parts = [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256);
    return `${parts.join(".")}/${prefix}`;
}

/** Number of addresses in a block. */
export function blockSize(prefix: number): number {
    return 2 ** (32 - prefix);
}

/** Whether a block is part of the private blocks of RFC 1918; false if it is invalid. */
export function isPrivate(text: string): boolean {
    return privateRangeOf(text) !== undefined;
}

/** The private range of RFC 1918 that a block is part of, such as "10.0.0.0/8"; undefined for any other block, and for an invalid one. */
export function privateRangeOf(text: string): string | undefined {
    const block = parseCidr(text);
    const range = block && privateBlocks.find((other) => contains(other, block));
    return range && formatCidr(range);
}

/** Whether two blocks have addresses in common; false if one is invalid. */
export function overlaps(one: string, other: string): boolean {
    const [first, second] = [parseCidr(one), parseCidr(other)];
    return first !== undefined && second !== undefined && (contains(first, second) || contains(second, first));
}

/** Whether a block is private, or part of the shared address space of carriers and VPNs (RFC 6598); false if it is invalid. */
export function isInternal(text: string): boolean {
    const block = parseCidr(text);
    return isPrivate(text) || (block !== undefined && contains(sharedBlock, block));
}

const sharedBlock: CidrBlock = { address: 100 * 2 ** 24 + 64 * 2 ** 16, prefix: 10 };

const privateBlocks: readonly CidrBlock[] = [
    { address: 10 * 2 ** 24, prefix: 8 },
    { address: 172 * 2 ** 24 + 16 * 2 ** 16, prefix: 12 },
    { address: 192 * 2 ** 24 + 168 * 2 ** 16, prefix: 16 },
];

// Not addresses of hosts. AWS documents none of them as allowed; its errors for them are unconfirmed.
const reservedBlocks: readonly (readonly [block: CidrBlock, use: string])[] = [
    [{ address: 0, prefix: 8 }, "0.0.0.0/8 means this network (RFC 1122)"],
    [{ address: 127 * 2 ** 24, prefix: 8 }, "127.0.0.0/8 means this host (RFC 1122)"],
    [{ address: 169 * 2 ** 24 + 254 * 2 ** 16, prefix: 16 }, "169.254.0.0/16 is link-local (RFC 3927)"],
    [{ address: 224 * 2 ** 24, prefix: 4 }, "224.0.0.0/4 is for multicast (RFC 5771)"],
];

/** The reserved block that contains a block, and its use; undefined for any other block, and for an invalid one. */
export function reservedBlock(text: string): string | undefined {
    const block = parseCidr(text);
    return block && reservedBlocks.find(([other]) => contains(other, block))?.[1];
}

function contains(outer: CidrBlock, inner: CidrBlock): boolean {
    const size = blockSize(outer.prefix);
    return inner.prefix >= outer.prefix && Math.floor(inner.address / size) * size === outer.address;
}
