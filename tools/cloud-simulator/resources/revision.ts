import { hasUnknowns, type PropertyMap } from "../state/property-values";
import { sameValue } from "./comparable";
import type { ResourceType } from "./resource-type";

/**
 * The property that names the revision of a resource, if its value differs from that of the engine's state; what a preview does not know
 * may be the same. The state has the revision that the provider read last, which after a failure is the former one.
 */
export function changedRevision({ revision = [] }: ResourceType, inputs: PropertyMap, state: PropertyMap): string[] {
    return revision.slice(0, 1).filter((name) => {
        const value = inputs[name] ?? null;
        return !hasUnknowns(value) && !sameValue(value, state[name]);
    });
}

/** Properties that a changed resource has as before in the cloud: of a revision that failed, or that the provider did not send. */
export function keptOfRevision(
    type: ResourceType,
    inputs: PropertyMap,
    state: PropertyMap,
    hasFailed: boolean,
): readonly string[] {
    return hasFailed || changedRevision(type, inputs, state).length === 0 ? (type.revision ?? []) : [];
}
