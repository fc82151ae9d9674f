import { isIP } from "node:net";

/** The form of a range of addresses. */
export const rangeForm = "an address range such as 203.0.113.0/24 or 2001:db8::/32";

interface AddressRange {
    readonly version: 4 | 6;
    readonly address: bigint;
    readonly prefix: number;
}

/** The form that a range of addresses misses; undefined for one that AWS WAF takes. */
export function rangeProblem(text: string): string | undefined {
    const range = parseRange(text);
    if (range === undefined) return rangeForm;
    // docs.aws.amazon.com/waf/latest/APIReference/API_CreateIPSet.html
    if (range.prefix === 0) return "a prefix from 1, as an IP set of AWS WAF cannot have all addresses";
    const first = firstAddress(range);
    // AWS stores the first address, which would be a change on every preview.
    return first === range.address
        ? undefined
        : `${format({ ...range, address: first })}, the first address of this range`;
}

/** The same string for all spellings of a range; the text itself if it is not valid. */
export function rangeKey(text: string): string {
    const range = parseRange(text);
    return range ? format(range) : text;
}

function parseRange(text: string): AddressRange | undefined {
    const match = /^([0-9a-f.:]+)\/(0|[1-9]\d{0,2})$/i.exec(text);
    const [, address = "", digits = ""] = match ?? [];
    const version = isIP(address);
    const prefix = Number(digits);
    // An IPv4 address within an IPv6 address: AWS WAF compares the IPv4 address.
    if (version === 6 && address.includes(".")) return undefined;
    if (version === 4 && prefix <= 32) return { version, prefix, address: numberOf(address.split("."), 10, 8) };
    if (version === 6 && prefix <= 128) return { version, prefix, address: numberOf(groupsOf(address), 16, 16) };
    return undefined;
}

function groupsOf(address: string): string[] {
    const [left = [], right] = address.split("::").map((half) => half.split(":").filter(Boolean));
    if (right === undefined) return left;
    return [...left, ...Array.from({ length: 8 - left.length - right.length }, () => "0"), ...right];
}

function numberOf(parts: readonly string[], radix: number, bits: number): bigint {
    return parts.reduce((total, part) => (total << BigInt(bits)) + BigInt(Number.parseInt(part, radix)), 0n);
}

function firstAddress({ version, address, prefix }: AddressRange): bigint {
    const rest = BigInt((version === 4 ? 32 : 128) - prefix);
    return (address >> rest) << rest;
}

function format({ version, address, prefix }: AddressRange): string {
    const part = (index: number, bits: number) =>
        Number((address >> BigInt(index * bits)) & ((1n << BigInt(bits)) - 1n));
    if (version === 4) return `${[3, 2, 1, 0].map((index) => part(index, 8)).join(".")}/${prefix}`;
    const groups = [7, 6, 5, 4, 3, 2, 1, 0].map((index) => part(index, 16).toString(16));
    // A URL has the shortest form of an address.
    return `${new URL(`http://[${groups.join(":")}]`).hostname.slice(1, -1)}/${prefix}`;
}
