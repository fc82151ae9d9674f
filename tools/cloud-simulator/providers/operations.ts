import { errorMessage } from "../../error-message";
import { stepsBeforeDeletion } from "../aws/provider-steps";
import { comparableInputs } from "../resources/comparable";
import { sameValue } from "../resources/data-model";
import { undeclared } from "../resources/declared/undeclared";
import type { CloudCall } from "../state/call-hooks";
import type { Checked, Cloud, Described, Identity } from "../state/cloud";
import type { PropertyMap } from "../state/property-values";
import { bodySnapshot } from "../state/resource-store";
import { PartialCreateError } from "../wire/partial-create-error";
import { modelOf } from "./packages";

/** How an old and a new state of a resource differ. */
export interface Difference {
    /** Top-level properties that differ. */
    readonly changed: readonly string[];
    /** Those of them that make a new resource. */
    readonly replaced: readonly string[];
    /** Whether the old resource goes first. */
    readonly deletesFirst: boolean;
}

/** Completes and judges the inputs of a resource; one that its type does not have is a fault. */
export function check(resource: Identity, news: PropertyMap, olds: PropertyMap | undefined, cloud: Cloud): Checked {
    const { inputs, failures } = modelOf(resource.type).check(resource, news, olds, cloud);
    return { inputs, failures: [...failures, ...undeclared(resource.type, news)] };
}

/** Compares the inputs of a resource before and after, but for paths that the program ignores. */
export function difference(
    resource: Identity,
    news: PropertyMap,
    oldInputs: PropertyMap,
    state: PropertyMap,
    cloud: Cloud,
): Difference {
    const olds = comparableInputs(oldInputs, news);
    const keys = [...new Set([...Object.keys(news), ...Object.keys(olds)])];
    const model = modelOf(resource.type);
    const changed = [
        ...keys.filter((key) => !key.startsWith("__") && !sameValue(news[key], olds[key])),
        ...(model.computedChanges?.(resource, news, state, cloud) ?? []),
    ];
    const replaced = changed.length > 0 ? model.replacedBy(resource, news, olds) : [];
    return { changed, replaced, deletesFirst: replaced.length > 0 && model.replacesInPlace(resource, news, olds) };
}

/** What a resource would look like, without making it. */
export function previewCreate(resource: Identity, inputs: PropertyMap, cloud: Cloud): PropertyMap {
    return modelOf(resource.type).preview(resource, inputs, cloud);
}

/** Makes a resource in the simulated cloud. Throws what the cloud would refuse. */
export function create(resource: Identity, inputs: PropertyMap, cloud: Cloud): Described {
    const call: CloudCall = { verb: "create", ...resource };
    cloud.callHooks.before?.(call);
    cloud.rates.take(call);
    const { made, failed } = attempt(() => modelOf(resource.type).create(resource, inputs, cloud));
    const live = { urn: resource.urn, type: resource.type, id: made.id, inputs, outputs: made.outputs };
    cloud.store.put({
        ...live,
        ...bodySnapshot(live, cloud.store),
        ...(failed?.permanent && { failure: failed.message }),
    });
    if (failed) throw failed;
    report({ ...call, id: made.id }, made, cloud);
    return made;
}

/** Changes a resource in the simulated cloud; at a preview only says what it would look like. */
export function update(
    resource: Identity,
    inputs: PropertyMap,
    before: Described,
    preview: boolean,
    cloud: Cloud,
): PropertyMap {
    if (preview) return modelOf(resource.type).update(resource, inputs, before, preview, cloud);
    const { id } = before;
    const call: CloudCall = { verb: "update", ...resource, id };
    cloud.callHooks.before?.(call);
    cloud.rates.take(call);
    const { made, failed } = attempt(() => ({
        id,
        outputs: modelOf(resource.type).update(resource, inputs, before, preview, cloud),
    }));
    const { outputs } = made;
    cloud.store.put({ urn: resource.urn, type: resource.type, id, inputs, outputs });
    if (failed) throw failed;
    report(call, { id, outputs }, cloud);
    return outputs;
}

/** Removes a resource from the simulated cloud; one that is gone already is none the worse. Throws what the cloud would refuse. */
export async function remove(resource: Identity, before: Described, cloud: Cloud): Promise<void> {
    const call: CloudCall = { verb: "delete", ...resource, id: before.id };
    cloud.callHooks.before?.(call);
    cloud.rates.take(call);
    stepsBeforeDeletion(resource, before, cloud);
    const model = modelOf(resource.type);
    const rejection = model.rejectDelete(resource, before, cloud);
    if (rejection) throw new Error(`deleting ${resource.type} "${before.id}": ${rejection}`);
    const obstacle = await patiently(() => model.awaitDelete?.(resource, before, cloud), cloud);
    if (obstacle) throw new Error(`deleting ${resource.type} "${before.id}": ${obstacle}`);
    cloud.store.remove({ urn: resource.urn, id: before.id });
    cloud.callHooks.after?.(call);
}

// What was made and failed afterwards is there all the same.
function attempt(make: () => Described): { readonly made: Described; readonly failed?: PartialCreateError } {
    try {
        return { made: make() };
    } catch (error) {
        if (!(error instanceof PartialCreateError)) throw error;
        return { made: error.made, failed: error };
    }
}

// What fails from here on fails although the resource is there.
function report(call: CloudCall, made: Described, cloud: Cloud): void {
    try {
        cloud.callHooks.after?.(call);
    } catch (error) {
        throw new PartialCreateError(made, errorMessage(error));
    }
}

async function patiently(obstacle: () => string | undefined, cloud: Cloud): Promise<string | undefined> {
    const until = performance.now() + cloud.timeoutMs;
    for (;;) {
        const found = obstacle();
        const left = until - performance.now();
        if (found === undefined || left <= 0) return found;
        await cloud.store.nextChange(left);
    }
}
