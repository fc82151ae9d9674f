import type { StateResource } from "../../cloud-simulator/engine/offline-stack";
import type { LiveResource } from "../../cloud-simulator/state/resource-store";

/** What the clouds hold and what the state says of it. */
export interface Inventory {
    readonly inCloud: readonly Pick<LiveResource, "urn" | "type" | "id">[];
    readonly inState: readonly Pick<StateResource, "urn" | "type" | "id">[];
    /** What an earlier round left on purpose, as "type id". */
    readonly retained: ReadonlySet<string>;
}

/**
 * What does not tally: a URN under which more than one resource was made, one that the state does not know, or one that
 * the clouds do not have. What an earlier round left on purpose counts only where this one took it over.
 */
export function discrepancies({ inCloud, inState, retained }: Inventory): string[] {
    const known = inState.filter(({ id, type }) => id && !type.startsWith("pulumi:"));
    const inHand = new Set(known.map(key));
    const made = inCloud.filter((resource) => inHand.has(key(resource)) || !retained.has(key(resource)));
    const have = new Set(made.map(key));
    const urns = made.map(({ urn }) => urn);
    const twice = urns.filter((urn, index) => urns.indexOf(urn) !== index);
    return [
        ...[...new Set(twice)].map((urn) => `made twice: ${urn}`),
        ...made.filter((resource) => !inHand.has(key(resource))).map(({ urn }) => `lost: ${urn}`),
        ...known.filter((resource) => !have.has(key(resource))).map(({ urn }) => `in the state only: ${urn}`),
    ];
}

function key({ type, id = "" }: { readonly type: string; readonly id?: string }): string {
    return `${type} ${id}`;
}
