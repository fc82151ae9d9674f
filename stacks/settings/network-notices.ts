import { minZoneMask, type SubnetSettings } from "./subnets";

/**
 * Says how many zones there can be later if the size of the subnets depends on their number; `namespace` precedes the settings'
 * keys.
 */
export function subnetNotices(namespace: string, network: SubnetSettings): string[] {
    if (network.availabilityZoneCidrMask !== undefined) return [];
    const mask = minZoneMask(network);
    const most = 2 ** (mask - minZoneMask({ ...network, availabilityZones: 1 }));
    return [
        `${namespace}:network.availabilityZoneCidrMask: not set, so the size of the subnets depends on the number of zones, and there can be no more than ${most} later. ` +
            `${mask} keeps the subnets of an existing stack; a new one wants room for more zones, such as 19 in a /16`,
    ];
}
