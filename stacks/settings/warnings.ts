import { supportWarning } from "./kubernetes-support";
import { defaultSupportType } from "./kubernetes-versions";
import { subnetNotices } from "./network-notices";
import { placeholderProblems } from "./placeholders";
import type { Settings } from "./schema";

/**
 * Lists what a preview accepts but `up` or AWS rejects, or AWS does not support for long, and what limits later changes.
 * @param values the values under `gatehouse:`, without that prefix, that `settings` were parsed from.
 * @param day the current day, such as `2026-11-28`.
 * @returns one line for each.
 */
export function settingsWarnings(
    values: unknown,
    { cluster, network }: Pick<Settings, "cluster" | "network">,
    day: string,
): string[] {
    const isClosed = cluster.publicEndpointCidrs.length + cluster.privateEndpointCidrs.length === 0;
    return [
        ...placeholderProblems(values).map((problem) => `${problem}, and "pulumi up" rejects it`),
        ...(isClosed
            ? [
                  'gatehouse:cluster: got neither publicEndpointCidrs nor privateEndpointCidrs, so no machine outside the cluster reaches its API server, and "pulumi up" cannot create the resources in it unless you add a security group rule by hand',
              ]
            : []),
        ...subnetNotices("gatehouse", network),
        ...supportWarnings(cluster, day),
    ];
}

function supportWarnings({ kubernetesVersion, ...cluster }: Settings["cluster"], day: string): string[] {
    const { supportType = defaultSupportType(kubernetesVersion) } = cluster;
    const warning = supportWarning(kubernetesVersion, supportType, day);
    return warning === undefined ? [] : [`gatehouse:cluster.kubernetesVersion: ${warning}`];
}
