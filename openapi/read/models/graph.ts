import type { Json } from "../../document";
import { type Place, quote } from "../../problem";
import { isObject } from "../../raw-value";
import type { ModelAdjustments } from "./changes";
import type { Draft, Model, Reference } from "./model";

/**
 * Makes models final that refer to each other: cuts schemas that contain themselves, marks the models that are wider
 * than their schema or have directions because another is or has, and relaxes `oneOf` and `not` around wider schemas.
 */
export function completeModels(models: readonly Model[], adjustments: ModelAdjustments): void {
    cutCircles(inOrder(models), adjustments);
    spread(models, "isWider");
    spread(models, "hasDirections");
    for (const model of models) relaxModel(model, adjustments);
}

// Those without alternatives first, so that a base loses its alternatives, and not a derived schema its base.
function inOrder(models: readonly Model[]): Model[] {
    const keyOf = ({ body, at }: Model) =>
        `${body.oneOf === undefined && body.anyOf === undefined} ${JSON.stringify(at)}`;
    return [...models].sort((a, b) => (keyOf(a) > keyOf(b) ? -1 : 1));
}

// Spring and NSwag write a base with oneOf of its derived types, which are allOf the base.
function cutCircles(models: readonly Model[], adjustments: ModelAdjustments): void {
    const done = new Set<Model>();
    for (const root of models.filter((model) => !done.has(model))) {
        // Depth first without recursion, as a document may have thousands of schemas in one chain.
        const path = [{ model: root, rest: inPlace(root) }];
        const onPath = new Set([root]);
        for (let step = path.at(-1); step !== undefined; step = path.at(-1)) {
            const { model, rest } = step;
            const reference = rest.pop();
            if (reference === undefined) {
                path.pop();
                onPath.delete(model);
                done.add(model);
            } else if (onPath.has(reference.target)) cut(model, reference, adjustments);
            else if (!done.has(reference.target)) {
                path.push({ model: reference.target, rest: inPlace(reference.target) });
                onPath.add(reference.target);
            }
        }
    }
}

function inPlace({ references }: Model): Reference[] {
    return references.filter((reference) => reference.isInPlace);
}

function cut(model: Model, reference: Reference, adjustments: ModelAdjustments): void {
    const { draft, target } = reference;
    delete draft.$ref;
    model.references = model.references.filter((each) => each !== reference);
    model.wider = new Set([...model.wider, draft]);
    model.isWider = true;
    const change = "accepted unchecked there, as its validation would never end";
    adjustments.adjust(model.at, change, `a schema that contains itself through ${quote(target.at.at(-1))}`);
}

function spread(models: readonly Model[], mark: "isWider" | "hasDirections"): void {
    const users = new Map<Model, Model[]>();
    for (const model of models) {
        for (const { target } of model.references) {
            if (target[mark]) model[mark] = true;
            const known = users.get(target);
            if (known === undefined) users.set(target, [model]);
            else known.push(model);
        }
    }
    const pending = models.filter((model) => model[mark]);
    for (let model = pending.pop(); model !== undefined; model = pending.pop()) {
        for (const user of users.get(model) ?? []) {
            if (user[mark]) continue;
            user[mark] = true;
            pending.push(user);
        }
    }
}

function relaxModel(model: Model, adjustments: ModelAdjustments): void {
    const targets = new Map<Json, Model>(model.references.map(({ draft, target }) => [draft, target]));
    // Returns whether a part accepts more than its schema.
    const relax = (part: Json, around: Place): boolean => {
        if (Array.isArray(part)) return part.map((item) => relax(item, around)).some(Boolean);
        if (!isObject(part)) return false;
        const draft = part as Draft;
        const at = model.places.get(draft) ?? around;
        const wider = Object.keys(draft).filter((key) => relax(draft[key] ?? null, at));
        if (wider.includes("oneOf") && draft.oneOf !== undefined) {
            const { oneOf } = draft;
            delete draft.oneOf;
            draft.anyOf ??= oneOf;
            const change = 'published as "anyOf", as its schemas without these constraints may allow the same value';
            adjustments.adjust([...at, "oneOf"], change, '"oneOf" of schemas with other adjustments');
        }
        if (wider.includes("not")) {
            delete draft.not;
            const change = "published without it, as it would reject more without these constraints";
            adjustments.adjust([...at, "not"], change, '"not" of a schema with other adjustments');
        }
        return wider.length > 0 || model.wider.has(draft) || (targets.get(draft)?.isWider ?? false);
    };
    relax(model.body, model.at);
}
