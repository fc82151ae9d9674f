import { sameValue } from "./data-model";
import type { Checked, Described, Identity, World } from "./model";
import { modelOf } from "./packages";
import type { PropertyMap } from "./property-values";

/** How an old and a new state of a resource differ. */
export interface Difference {
    /** Top-level properties that differ. */
    readonly changed: readonly string[];
    /** Those of them that make a new resource. */
    readonly replaced: readonly string[];
}

/** Completes and judges the inputs of a resource. */
export function check(resource: Identity, news: PropertyMap, olds: PropertyMap | undefined, world: World): Checked {
    return modelOf(resource.type).check(resource, news, olds, world);
}

/** Compares the inputs of a resource before and after, but for paths that the program ignores. */
export function difference(resource: Identity, news: PropertyMap, olds: PropertyMap): Difference {
    const keys = [...new Set([...Object.keys(news), ...Object.keys(olds)])];
    const changed = keys.filter((key) => !key.startsWith("__") && !sameValue(news[key], olds[key]));
    const replaced = changed.length > 0 ? modelOf(resource.type).replacedBy(resource, news, olds) : [];
    return { changed, replaced };
}

/** What a resource would look like, without making it. */
export function previewCreate(resource: Identity, inputs: PropertyMap, world: World): PropertyMap {
    return modelOf(resource.type).preview(resource, inputs, world);
}

/** Makes a resource in the simulated cloud. */
export function create(resource: Identity, inputs: PropertyMap, world: World): Described {
    const made = modelOf(resource.type).create(resource, inputs, world);
    world.estate.put({ urn: resource.urn, type: resource.type, id: made.id, inputs, outputs: made.outputs });
    return made;
}

/** Changes a resource in the simulated cloud; at a preview only says what it would look like. */
export function update(
    resource: Identity,
    inputs: PropertyMap,
    before: Described,
    preview: boolean,
    world: World,
): PropertyMap {
    const outputs = modelOf(resource.type).update(resource, inputs, before, preview, world);
    if (!preview) world.estate.put({ urn: resource.urn, type: resource.type, id: before.id, inputs, outputs });
    return outputs;
}

/** Removes a resource from the simulated cloud. Throws what the cloud would refuse. */
export function remove(resource: Identity, before: Described, world: World): void {
    const refusal = modelOf(resource.type).refuseDelete(resource, before, world);
    if (refusal) throw new Error(`deleting ${resource.type} "${before.id}": ${refusal}`);
    world.estate.remove({ urn: resource.urn, id: before.id });
}
