import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { byVersion } from "./address-versions";

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
    /** Default: the provider's. */
    readonly region?: string | undefined;
    readonly addresses: AddressLists;
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
