import type { Json } from "../../document";
import type { Place } from "../../problem";
import type { ModelAdjustments } from "./changes";
import { type Draft, isObject, type Model } from "./model";

/**
 * Makes models final that refer to each other: cuts schemas that contain themselves, marks the models that are wider
 * than their schema or have directions because another is or has, and relaxes `oneOf` and `not` around wider schemas.
 */
export function completeModels(models: readonly Model[], adjustments: ModelAdjustments): void {
    cutCircles(models, adjustments);
    spread(models, "isWider");
    spread(models, "hasDirections");
    for (const model of models) relaxModel(model, adjustments);
}

// Spring and NSwag write a base with oneOf of its derived types, which are allOf the base.
function cutCircles(models: readonly Model[], adjustments: ModelAdjustments): void {
    const done = new Set<Model>();
    for (const root of models) {
        const path = new Set<Model>();
        const visit = (model: Model) => {
            if (done.has(model)) return;
            path.add(model);
            const isCircle = ({ isInPlace, target }: Model["references"][number]) => isInPlace && path.has(target);
            for (const reference of model.references.filter(({ isInPlace }) => isInPlace)) {
                if (!path.has(reference.target)) visit(reference.target);
            }
            const circles = model.references.filter(isCircle);
            for (const { draft, target } of circles) {
                delete draft.$ref;
                model.wider = new Set([...model.wider, draft]);
                model.isWider = true;
                const change = "accepted unchecked there, as its validation would never end";
                adjustments.adjust(model.at, change, `a schema that contains itself through ${target.at.at(-1)}`);
            }
            model.references = model.references.filter((reference) => !circles.includes(reference));
            path.delete(model);
            done.add(model);
        };
        visit(root);
    }
}

function spread(models: readonly Model[], mark: "isWider" | "hasDirections"): void {
    for (let isChanged = true; isChanged; ) {
        const marked = models.filter((model) => !model[mark] && model.references.some(({ target }) => target[mark]));
        for (const model of marked) model[mark] = true;
        isChanged = marked.length > 0;
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
