import { isIP } from "node:net";

/** An address block: `first` and `last` are inclusive, as unsigned numbers of 32 or 128 bits. */
interface Cidr {
    readonly family: 4 | 6;
    /** Length of the prefix in bits. */
    readonly prefix: number;
    readonly first: bigint;
    readonly last: bigint;
}

/** Prefix of the widest block that one owner may hold, such as a large company; wider blocks include others. */
export const widestPrefix = { 4: 16, 6: 32 } as const;

const bits = { 4: 32, 6: 128 } as const;

/**
 * Parses a block such as `10.0.0.0/8` or `fc00::/7`, with or without host bits. Unusual notations that AWS may accept
 * (`0.0.0.0/00`) are read by value, and an IPv4-mapped IPv6 address is read as IPv4. Returns undefined for anything
 * else, which callers treat as public.
 */
export function parseCidr(text: string): Cidr | undefined {
    const [, address = "", length] = /^([^/]+)\/(\d{1,4})$/.exec(text.trim()) ?? [];
    const family = isIP(address);
    const prefix = Number(length);
    if ((family !== 4 && family !== 6) || prefix > bits[family]) return undefined;
    const value = family === 4 ? ipv4(address) : ipv6(address);
    return value === undefined ? undefined : unmapped(block(family, value, prefix));
}

/** Whether every address of a block is private, shared, link-local, loopback, or in a trusted block. */
export const containedIn = (cidr: Cidr, trusted: readonly string[]): boolean =>
    [...privateBlocks, ...trusted.flatMap((text) => parseCidr(text) ?? [])].some(
        (outer) => outer.family === cidr.family && outer.first <= cidr.first && cidr.last <= outer.last,
    );

function block(family: 4 | 6, value: bigint, prefix: number): Cidr {
    const host = BigInt(bits[family] - prefix);
    const first = (value >> host) << host;
    return { family, prefix, first, last: first + (1n << host) - 1n };
}

// ::ffff:0:0/96 contains all of IPv4; read as IPv6, it would hide a public block.
function unmapped(cidr: Cidr): Cidr {
    const mapped = 0xffffn;
    if (cidr.family !== 6 || cidr.prefix < 96 || cidr.first >> 32n !== mapped) return cidr;
    return block(4, cidr.first & 0xffffffffn, cidr.prefix - 96);
}

const ipv4 = (address: string): bigint =>
    address.split(".").reduce((value, octet) => (value << 8n) | BigInt(octet), 0n);

// A URL normalises an address and contains no dots; neither a URL nor a block accepts a zone.
function ipv6(address: string): bigint | undefined {
    const url = `http://[${address}]`;
    if (!URL.canParse(url)) return undefined;
    const [left = [], right = []] = new URL(url).hostname.slice(1, -1).split("::").map(groupsOf);
    const groups = [...left, ...Array<string>(8 - left.length - right.length).fill("0"), ...right];
    return groups.reduce((value, group) => (value << 16n) | BigInt(`0x${group}`), 0n);
}

const groupsOf = (text: string): string[] => text.split(":").filter((group) => group !== "");

const privateBlocks: readonly Cidr[] = [
    // RFC 1918, RFC 6598 (shared address space, used by EKS for pods), link-local and loopback.
    "10.0.0.0/8",
    "172.16.0.0/12",
    "192.168.0.0/16",
    "100.64.0.0/10",
    "169.254.0.0/16",
    "127.0.0.0/8",
    // RFC 4193 (unique local), link-local and loopback.
    "fc00::/7",
    "fe80::/10",
    "::1/128",
].flatMap((text) => parseCidr(text) ?? []);
