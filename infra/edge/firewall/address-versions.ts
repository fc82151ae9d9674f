/** A version of the Internet Protocol, as AWS WAF names it. */
type AddressVersion = "IPV4" | "IPV6";

/**
 * Sorts address ranges by their version, because an IP set has ranges of one version only
 * (docs.aws.amazon.com/waf/latest/APIReference/API_CreateIPSet.html).
 * @returns each version that any range has, with these ranges.
 */
export function byVersion(ranges: readonly string[]): [version: AddressVersion, ranges: string[]][] {
    const isVersion6 = (range: string) => range.includes(":");
    const all: [version: AddressVersion, ranges: string[]][] = [
        ["IPV4", ranges.filter((range) => !isVersion6(range))],
        ["IPV6", ranges.filter(isVersion6)],
    ];
    return all.filter(([, each]) => each.length > 0);
}
