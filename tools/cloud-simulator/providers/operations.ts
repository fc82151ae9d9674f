import { errorMessage } from "../../error-message";
import { comparableInputs, sameValue } from "../resources/comparable";
import { undeclared } from "../resources/declared/undeclared";
import { unavailableAtFirst } from "../resources/edge/web-acls";
import { startedRefresh } from "../resources/instance-refreshes";
import type { CloudCall } from "../state/call-hooks";
import type { Checked, Cloud, Described, Identity } from "../state/cloud";
import type { PropertyMap } from "../state/property-values";
import { bodySnapshot, type LiveResource } from "../state/resource-store";
import { PartialCreateError } from "../wire/partial-create-error";
import { isSimulated, modelOf } from "./packages";

/** How an old and a new state of a resource differ. */
export interface Difference {
    /** Top-level properties that differ. */
    readonly changed: readonly string[];
    /** The changed properties that replace the resource. */
    readonly replaced: readonly string[];
    /** Whether the old resource is deleted first. */
    readonly deletesFirst: boolean;
}

/** Completes and checks the inputs of a resource; an input that its type does not have is a failure. */
export function check(resource: Identity, news: PropertyMap, olds: PropertyMap | undefined, cloud: Cloud): Checked {
    const { inputs, failures } = modelOf(resource.type).check(resource, news, olds, cloud);
    return { inputs, failures: [...failures, ...undeclared(resource.type, news)] };
}

/**
 * Compares the inputs of a resource before and after, except paths that the program ignores. A provider compares with the
 * state: an input that is new, but says what the cloud has chosen already, is no change.
 */
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
    const [comparedNews = news, comparedOlds = olds] = [news, olds].map((inputs) => model.compared?.(inputs));
    const changed = [
        ...keys.filter(
            (key) => !key.startsWith("__") && !sameValue(comparedNews[key], comparedOlds[key] ?? state[key]),
        ),
        ...(model.computedChanges?.(resource, news, state, cloud) ?? []),
    ];
    const replaced = changed.length > 0 ? model.replacedBy(resource, news, olds) : [];
    return { changed, replaced, deletesFirst: replaced.length > 0 && model.replacesInPlace(resource, news, olds) };
}

/**
 * Reads a resource.
 * @param inputs its inputs in the state, with which the provider reads it.
 * @returns undefined if it does not exist, or if the provider takes it for lost.
 */
export function read({ type, urn }: Identity, id: string, inputs: PropertyMap, cloud: Cloud): LiveResource | undefined {
    // Some ids, such as those of the stages of WebSocket APIs, are not unique.
    const found = cloud.store.withUrn(urn).find((own) => own.id === id) ?? cloud.store.find(type, id);
    const isDropped = isSimulated(type) && modelOf(type).dropsOnRead?.(inputs, cloud) === true;
    return isDropped ? undefined : found;
}

/** The outputs that a resource would have, without creating it. */
export function previewCreate(resource: Identity, inputs: PropertyMap, cloud: Cloud): PropertyMap {
    return modelOf(resource.type).preview(resource, inputs, cloud);
}

/**
 * Creates a resource in the simulated cloud. Throws the cloud's error if it rejects the call.
 * @param timeoutSeconds for which the provider waits until it is ready; 0 for the provider's own timeout.
 */
export function create(resource: Identity, inputs: PropertyMap, cloud: Cloud, timeoutSeconds = 0): Described {
    const call: CloudCall = { verb: "create", ...resource };
    cloud.callHooks.before?.(call);
    cloud.rates.take(call);
    const unavailable = unavailableAtFirst(resource.type, inputs, cloud);
    const { created, failed } = attempt(() => modelOf(resource.type).create(resource, inputs, cloud));
    if (unavailable) cloud.rates.retry(call, unavailable);
    const live = { urn: resource.urn, type: resource.type, id: created.id, inputs, outputs: created.outputs };
    cloud.store.put({
        ...live,
        creator: cloud.caller,
        ...bodySnapshot(live, cloud.store),
        ...(failed?.permanent && { failure: failed.message }),
    });
    if (failed) throw failed;
    requireReady(resource, created, cloud, timeoutSeconds);
    report({ ...call, id: created.id }, created, cloud);
    return created;
}

/** Changes a resource in the simulated cloud; in a preview it only returns the outputs it would have. */
export function update(
    resource: Identity,
    inputs: PropertyMap,
    before: Described,
    preview: boolean,
    cloud: Cloud,
    timeoutSeconds = 0,
): PropertyMap {
    if (preview) return modelOf(resource.type).update(resource, inputs, before, preview, cloud);
    const { id } = before;
    const call: CloudCall = { verb: "update", ...resource, id };
    cloud.callHooks.before?.(call);
    cloud.rates.take(call);
    const { created, failed } = attempt(() => ({
        id,
        outputs: modelOf(resource.type).update(resource, inputs, before, preview, cloud),
    }));
    // After a failure the cloud has other values than those that the engine is told.
    const live = cloud.store.find(resource.type, id);
    const kept = modelOf(resource.type).kept?.(resource, inputs, before, failed !== undefined) ?? [];
    const actual = { id, outputs: withFormer(created.outputs, live?.outputs, kept) };
    cloud.store.put({
        urn: resource.urn,
        type: resource.type,
        ...actual,
        inputs: withFormer(inputs, live?.inputs, kept),
        ...startedRefresh({ type: resource.type, id }, before.outputs, actual.outputs, cloud),
    });
    if (failed) throw failed;
    requireReady(resource, actual, cloud, timeoutSeconds);
    report(call, actual, cloud);
    return actual.outputs;
}

/**
 * Deletes a resource from the simulated cloud; a no-op if it does not exist any more. Throws the cloud's error if it
 * rejects the call. A resource of a type that is not simulated, which only an imported state has, is never rejected.
 */
export async function remove(resource: Identity, before: Described, cloud: Cloud): Promise<void> {
    const call: CloudCall = { verb: "delete", ...resource, id: before.id };
    cloud.callHooks.before?.(call);
    cloud.rates.take(call);
    if (isSimulated(resource.type)) {
        await requireDeletable(resource, before, cloud);
        modelOf(resource.type).leaveRemnants?.(resource, before, cloud);
    }
    cloud.store.remove({ urn: resource.urn, id: before.id });
    cloud.callHooks.after?.(call);
}

async function requireDeletable(resource: Identity, before: Described, cloud: Cloud): Promise<void> {
    stepsBeforeDeletion(resource, before, cloud);
    const model = modelOf(resource.type);
    const rejection = model.rejectDelete(resource, before, cloud);
    if (rejection) throw new Error(`deleting ${resource.type} "${before.id}": ${rejection}`);
    const obstacle = await waitForRemoval(() => model.awaitDelete?.(resource, before, cloud), cloud);
    if (obstacle) throw new Error(`deleting ${resource.type} "${before.id}": ${obstacle}`);
}

function withFormer(own: PropertyMap, former: PropertyMap | undefined, names: readonly string[]): PropertyMap {
    const kept = Object.entries(former ?? {}).filter(([name]) => names.includes(name));
    return { ...own, ...Object.fromEntries(kept) };
}

// A resource whose creation failed after the call succeeded exists nevertheless.
function attempt(make: () => Described): { readonly created: Described; readonly failed?: PartialCreateError } {
    try {
        return { created: make() };
    } catch (error) {
        if (!(error instanceof PartialCreateError)) throw error;
        return { created: error.created, failed: error };
    }
}

function requireReady(resource: Identity, now: Described, cloud: Cloud, timeoutSeconds: number): void {
    const problem = modelOf(resource.type).awaitReady?.(resource, now, cloud, timeoutSeconds);
    if (problem !== undefined) throw new PartialCreateError(now, problem);
}

// The resource exists from now on, even if a hook fails.
function report(call: CloudCall, created: Described, cloud: Cloud): void {
    try {
        cloud.callHooks.after?.(call);
    } catch (error) {
        throw new PartialCreateError(created, errorMessage(error));
    }
}

async function waitForRemoval(currentObstacle: () => string | undefined, cloud: Cloud): Promise<string | undefined> {
    const until = performance.now() + cloud.timeoutMs;
    for (;;) {
        const found = currentObstacle();
        const left = until - performance.now();
        if (found === undefined || left <= 0) return found;
        await cloud.store.nextChange(left);
    }
}

// Before the AWS provider deletes a usage plan it detaches the stages, because AWS would reject the call otherwise (hashicorp/terraform-provider-aws, internal/service/apigateway/usage_plan.go).
function stepsBeforeDeletion({ type }: Identity, { id }: Described, cloud: Cloud): void {
    if (type !== "aws:apigateway/usagePlan:UsagePlan") return;
    const plan = cloud.store.find(type, id);
    if (plan) cloud.store.put({ ...plan, outputs: { ...plan.outputs, apiStages: [] } });
}
