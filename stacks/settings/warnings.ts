import { placeholderProblems } from "./placeholders";
import type { Settings } from "./schema";

/**
 * Says what a preview accepts, and `up` or AWS would not: values of a sample, and an API server that nobody reaches.
 * @param values the values under `gatehouse:`, without that prefix, that `settings` were parsed from.
 * @returns one line for each.
 */
export function settingsWarnings(values: unknown, { cluster }: Pick<Settings, "cluster">): string[] {
    const isClosed = cluster.publicEndpointCidrs.length + cluster.privateEndpointCidrs.length === 0;
    return [
        ...placeholderProblems(values).map((problem) => `${problem}, and "pulumi up" rejects it`),
        ...(isClosed
            ? [
                  'gatehouse:cluster: got neither publicEndpointCidrs nor privateEndpointCidrs, so nobody outside the cluster reaches its API server, and "pulumi up" fails to create what runs in it',
              ]
            : []),
    ];
}
