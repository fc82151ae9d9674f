import { type Finding, finding } from "./finding";
import type { Resource } from "./resource";

/**
 * Reports `ignoreChanges` on what a rule judges: the engine would then keep a value that the program no longer says.
 * Paths are dotted, as `spec.type`, with `*` for every element; an ignored path counts if it holds a judged one or lies within it.
 */
export function ignoredChanges(resource: Resource, checked: readonly string[]): Finding[] {
    const caught = resource.ignoreChanges.find((ignored) =>
        checked.some((path) => overlaps(propertyKeys(ignored), propertyKeys(path))),
    );
    if (caught === undefined) return [];
    return [
        finding(resource, {
            actual: `ignoreChanges holds "${caught}", so what is judged need not be what runs`,
            expected: "no ignored changes on a property that the rule reads",
            change: `remove "${caught}" from ignoreChanges`,
        }),
    ];
}

/** The keys of a property path of Pulumi: `a.b`, `a["b"]`, `a[0]`, `a[*]`. */
export const propertyKeys = (path: string): string[] =>
    [...path.matchAll(/\["((?:[^"\\]|\\.)*)"\]|\[([^\]]*)\]|([^.[\]]+)/g)].map(
        ([, quoted, index, key]) => quoted ?? index ?? key ?? "",
    );

const overlaps = (left: readonly string[], right: readonly string[]): boolean =>
    left.every((key, depth) => depth >= right.length || key === "*" || right[depth] === "*" || key === right[depth]);
