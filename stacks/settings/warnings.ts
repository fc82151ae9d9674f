import { placeholderProblems } from "./placeholders";
import type { Settings } from "./schema";

/**
 * Lists what a preview accepts but `up` or AWS rejects: placeholders, and an unreachable API server.
 * @param values the values under `gatehouse:`, without that prefix, that `settings` were parsed from.
 * @returns one line for each.
 */
export function settingsWarnings(values: unknown, { cluster }: Pick<Settings, "cluster">): string[] {
    const isClosed = cluster.publicEndpointCidrs.length + cluster.privateEndpointCidrs.length === 0;
    return [
        ...placeholderProblems(values).map((problem) => `${problem}, and "pulumi up" rejects it`),
        ...(isClosed
            ? [
                  'gatehouse:cluster: got neither publicEndpointCidrs nor privateEndpointCidrs, so no machine outside the cluster reaches its API server, and "pulumi up" cannot create the resources in it unless you add a security group rule by hand',
              ]
            : []),
    ];
}
