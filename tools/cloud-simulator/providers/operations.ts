import { stepsBeforeDeletion } from "../aws/provider-steps";
import { sameValue } from "../resources/data-model";
import { undeclared } from "../resources/declared/undeclared";
import { HalfMadeError } from "../wire/half-made-error";
import type { CloudCall } from "../world/interference";
import { type PropertyMap, plain } from "../world/property-values";
import type { Checked, Described, Identity, World } from "../world/world";
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
export function check(resource: Identity, news: PropertyMap, olds: PropertyMap | undefined, world: World): Checked {
    const { inputs, failures } = modelOf(resource.type).check(resource, news, olds, world);
    return { inputs, failures: [...failures, ...undeclared(resource.type, news)] };
}

/** Compares the inputs of a resource before and after, but for paths that the program ignores. */
export function difference(
    resource: Identity,
    news: PropertyMap,
    olds: PropertyMap,
    state: PropertyMap,
    world: World,
): Difference {
    const keys = [...new Set([...Object.keys(news), ...Object.keys(olds)])];
    const model = modelOf(resource.type);
    const changed = [
        ...keys.filter((key) => !key.startsWith("__") && !sameValue(news[key], olds[key])),
        ...(model.computedChanges?.(resource, news, state, world) ?? []),
    ];
    const replaced = changed.length > 0 ? model.replacedBy(resource, news, olds) : [];
    return { changed, replaced, deletesFirst: replaced.length > 0 && model.replacesInPlace(resource, news, olds) };
}

/** What a resource would look like, without making it. */
export function previewCreate(resource: Identity, inputs: PropertyMap, world: World): PropertyMap {
    return modelOf(resource.type).preview(resource, inputs, world);
}

/** Makes a resource in the simulated cloud. Throws what the cloud would refuse. */
export function create(resource: Identity, inputs: PropertyMap, world: World): Described {
    const call: CloudCall = { verb: "create", ...resource };
    world.interference.before?.(call);
    world.rates.take(call);
    const { made, failed } = attempt(() => modelOf(resource.type).create(resource, inputs, world));
    const snapshot = snapshotOf(resource.type, inputs, world);
    const live = { urn: resource.urn, type: resource.type, id: made.id, inputs, outputs: made.outputs };
    world.estate.put({
        ...live,
        ...(snapshot !== undefined && { snapshot }),
        ...(failed?.forGood && { failure: failed.message }),
    });
    if (failed) throw failed;
    report({ ...call, id: made.id }, made, world);
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
    if (preview) return modelOf(resource.type).update(resource, inputs, before, preview, world);
    const { id } = before;
    const call: CloudCall = { verb: "update", ...resource, id };
    world.interference.before?.(call);
    world.rates.take(call);
    const { made, failed } = attempt(() => ({
        id,
        outputs: modelOf(resource.type).update(resource, inputs, before, preview, world),
    }));
    const { outputs } = made;
    world.estate.put({ urn: resource.urn, type: resource.type, id, inputs, outputs });
    if (failed) throw failed;
    report(call, { id, outputs }, world);
    return outputs;
}

/** Removes a resource from the simulated cloud; one that is gone already is none the worse. Throws what the cloud would refuse. */
export async function remove(resource: Identity, before: Described, world: World): Promise<void> {
    const call: CloudCall = { verb: "delete", ...resource, id: before.id };
    world.interference.before?.(call);
    world.rates.take(call);
    stepsBeforeDeletion(resource, before, world);
    const model = modelOf(resource.type);
    const refusal = model.refuseDelete(resource, before, world);
    if (refusal) throw new Error(`deleting ${resource.type} "${before.id}": ${refusal}`);
    const obstacle = await patiently(() => model.awaitDelete?.(resource, before, world), world);
    if (obstacle) throw new Error(`deleting ${resource.type} "${before.id}": ${obstacle}`);
    world.estate.remove({ urn: resource.urn, id: before.id });
    world.interference.after?.(call);
}

// What was made and failed afterwards is there all the same.
function attempt(make: () => Described): { readonly made: Described; readonly failed?: HalfMadeError } {
    try {
        return { made: make() };
    } catch (error) {
        if (!(error instanceof HalfMadeError)) throw error;
        return { made: error.made, failed: error };
    }
}

// A deployment keeps the body that its API has when it is made.
function snapshotOf(type: string, { restApi = null }: PropertyMap, world: World): string | undefined {
    if (type !== "aws:apigateway/deployment:Deployment") return undefined;
    const body = world.estate.find("aws:apigateway/restApi:RestApi", String(plain(restApi)))?.inputs.body;
    return typeof body === "string" ? body : undefined;
}

// What fails from here on fails although the resource is there.
function report(call: CloudCall, made: Described, world: World): void {
    try {
        world.interference.after?.(call);
    } catch (error) {
        throw new HalfMadeError(made, error instanceof Error ? error.message : String(error));
    }
}

async function patiently(obstacle: () => string | undefined, world: World): Promise<string | undefined> {
    const until = performance.now() + world.patienceMs;
    for (;;) {
        const found = obstacle();
        const left = until - performance.now();
        if (found === undefined || left <= 0) return found;
        await world.estate.nextChange(left);
    }
}
