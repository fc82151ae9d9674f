import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

/** Lists of address ranges that rules refer to. */
export interface AddressLists {
    readonly allow: readonly string[];
    readonly block: readonly string[];
}

/** ARNs of the IP sets of each list: one of each version of the Internet Protocol that the list has ranges of. */
export type AddressSetArns = Readonly<Record<keyof AddressLists, readonly pulumi.Output<string>[]>>;

/** Arguments of the IP sets of a web ACL. */
export interface AddressSetsArgs {
    /** Name of the web ACL. */
    readonly aclName: string;
    readonly scope: "REGIONAL" | "CLOUDFRONT";
    readonly region?: string | undefined;
    readonly addresses: AddressLists;
}

/** The versions of the Internet Protocol, each with the ranges of a list that have it: an IP set takes one version alone. */
export function byVersion(ranges: readonly string[]): [version: "IPV4" | "IPV6", ranges: string[]][] {
    const isVersion6 = (range: string) => range.includes(":");
    const all: [version: "IPV4" | "IPV6", ranges: string[]][] = [
        ["IPV4", ranges.filter((range) => !isVersion6(range))],
        ["IPV6", ranges.filter(isVersion6)],
    ];
    return all.filter(([, each]) => each.length > 0);
}

/** Creates the IP sets of a web ACL. */
export function createAddressSets(args: AddressSetsArgs, parent: pulumi.Resource): AddressSetArns {
    const create = (list: keyof AddressLists) =>
        byVersion(args.addresses[list]).map(([ipAddressVersion, addresses]) => {
            const { aclName, scope, region } = args;
            const name = `${aclName}-${list}-${ipAddressVersion.toLowerCase()}`;
            const set = { name, scope, ipAddressVersion, addresses, ...(region !== undefined && { region }) };
            return new aws.wafv2.IpSet(name, set, { parent }).arn;
        });
    return { allow: create("allow"), block: create("block") };
}
