import { evaluate, follow, type Scope } from "./evaluate";
import { isMap, textOf } from "./java-values";
import type { Expression, Reference, Step } from "./syntax";
import { TemplateError } from "./template-error";

/**
 * Performs a `#set`. One whose target is within an absent value has no effect.
 * @param overridden the overrides in `$context` that were set before, each of which may be set only once (developer guide,
 * "Use a mapping template to override an API's request and response parameters").
 * @throws {TemplateError} if one is set again.
 */
export function assign(target: Reference, source: Expression, scope: Scope, overridden: Set<string>): void {
    const { id, path = [] } = target;
    const value = evaluate(source, scope);
    const last = path.at(-1);
    if (last === undefined) {
        scope.variables.set(id, value);
        return;
    }
    const keys = path.map((step) => keyOf(step, scope));
    if (id === "context" && /^(request|response)Override$/.test(keys[0] ?? "")) {
        const name = `$context.${keys.join(".")}`;
        if (overridden.has(name)) throw new TemplateError(`"${name}" is overridden twice`);
        overridden.add(name);
    }
    const owner = path
        .slice(0, -1)
        .reduce<unknown>((found, step) => follow(found, step, scope), scope.variables.get(id));
    const key = keys.at(-1) ?? "";
    if (Array.isArray(owner)) owner[Number(key)] = value;
    else if (isMap(owner) && key !== "__proto__") owner[key] = value;
}

function keyOf(step: Step, scope: Scope): string {
    return step.type === "index" ? textOf(evaluate(step.id, scope)) : step.id;
}
