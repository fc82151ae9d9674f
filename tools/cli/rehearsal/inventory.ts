import type { LiveResource } from "../../cloud-simulator/state/resource-store";
import type { StateResource } from "../../cloud-simulator/state/state-resource";

/** Resources that exist in the clouds, and those in the stack's state. */
export interface Inventory {
    readonly inCloud: readonly Pick<LiveResource, "urn" | "type" | "id">[];
    readonly inState: readonly Pick<StateResource, "urn" | "type" | "id">[];
    /** Resources that an earlier round retained on purpose or only read, as "type id". */
    readonly retained: ReadonlySet<string>;
}

/**
 * Differences between clouds and state: a URN with more than one resource, a resource missing from the state, or a
 * resource missing from the clouds. A resource that an earlier round retained counts only if the state has it again.
 */
export function discrepancies({ inCloud, inState, retained }: Inventory): string[] {
    const known = inState.filter(({ id, type }) => id && !type.startsWith("pulumi:"));
    const knownKeys = new Set(known.map(key));
    const created = inCloud.filter((resource) => knownKeys.has(key(resource)) || !retained.has(key(resource)));
    const createdKeys = new Set(created.map(key));
    const urns = created.map(({ urn }) => urn);
    const twice = urns.filter((urn, index) => urns.indexOf(urn) !== index);
    return [
        ...[...new Set(twice)].map((urn) => `created twice: ${urn}`),
        ...created.filter((resource) => !knownKeys.has(key(resource))).map(({ urn }) => `not in the state: ${urn}`),
        ...known.filter((resource) => !createdKeys.has(key(resource))).map(({ urn }) => `in the state only: ${urn}`),
    ];
}

function key({ type, id = "" }: { readonly type: string; readonly id?: string }): string {
    return `${type} ${id}`;
}
