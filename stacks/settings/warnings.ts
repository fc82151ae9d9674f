import { defaultVersion, versionWarning } from "./database/versions";
import { supportWarning } from "./kubernetes-support";
import { defaultSupportType } from "./kubernetes-versions";
import { placeholderProblems } from "./placeholders";
import type { Settings } from "./schema";
import { minZoneMask, type SubnetSettings } from "./subnets";

/**
 * Warns of settings that a preview accepts but `up` or AWS rejects, that AWS will not support for long, or that limit later changes.
 * @param values the values under `gatehouse:`, without that prefix, that `settings` were parsed from.
 * @param day the current day, such as `2026-11-28`.
 * @returns one line for each.
 */
export function settingsWarnings(
    values: unknown,
    { apis = {}, cluster, network }: Partial<Pick<Settings, "apis" | "cluster" | "network">>,
    day: string,
): string[] {
    const isClosed = cluster?.publicEndpointCidrs.length === 0 && cluster.privateEndpointCidrs.length === 0;
    return [
        ...placeholderProblems(values).map((problem) => `${problem}, and "pulumi up" rejects it`),
        ...(isClosed
            ? [
                  'gatehouse:cluster: got neither publicEndpointCidrs nor privateEndpointCidrs, so no machine outside the cluster reaches its API server, and "pulumi up" cannot create the resources in it unless you add a security group rule by hand',
              ]
            : []),
        ...(network ? subnetWarnings(network) : []),
        ...(cluster ? supportWarnings(cluster, day) : []),
        ...databaseWarnings(apis, day),
    ];
}

// The subnets of a stack without the mask are as large as its number of zones allows.
function subnetWarnings(network: SubnetSettings): string[] {
    if (network.availabilityZoneCidrMask !== undefined) return [];
    const mask = minZoneMask(network);
    const maxZones = 2 ** (mask - minZoneMask({ ...network, availabilityZones: 1 }));
    return [
        `gatehouse:network.availabilityZoneCidrMask: not set, so the size of the subnets depends on the number of zones, and there can be no more than ${maxZones} later. ` +
            `${mask} keeps the subnets of an existing stack; a new one wants room for more zones, such as 19 in a /16`,
    ];
}

function supportWarnings({ kubernetesVersion, ...cluster }: NonNullable<Settings["cluster"]>, day: string): string[] {
    const { supportType = defaultSupportType(kubernetesVersion) } = cluster;
    const warning = supportWarning(kubernetesVersion, supportType, day);
    return warning === undefined ? [] : [`gatehouse:cluster.kubernetesVersion: ${warning}`];
}

function databaseWarnings(apis: Settings["apis"], day: string): string[] {
    return Object.entries(apis).flatMap(([name, { database }]) => {
        if (database === undefined) return [];
        const { engine, version = defaultVersion(engine) } = database;
        const warning = versionWarning(engine, version, day);
        return warning === undefined ? [] : [`gatehouse:apis.${name}.database.version: ${warning}`];
    });
}
