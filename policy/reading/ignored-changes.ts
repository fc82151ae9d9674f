import { type Finding, finding } from "./finding";
import type { Resource } from "./resource";

/**
 * Reports `ignoreChanges` on properties that a rule reads, since the engine would keep a value that is no longer in the
 * program. Paths are dotted, e.g. `spec.type`, with `*` for every element; an ignored path matches if it contains a
 * checked path or is inside one.
 */
export function ignoredChanges(resource: Resource, checked: readonly string[]): Finding[] {
    const caught = resource.ignoreChanges.find((ignored) =>
        checked.some((path) => overlaps(propertyKeys(ignored), propertyKeys(path))),
    );
    if (caught === undefined) return [];
    return [
        finding(resource, {
            actual: `ignoreChanges contains "${caught}", so the actual resource may differ from the checked one`,
            expected: "no ignored changes of properties that the rule reads",
            change: `remove "${caught}" from ignoreChanges`,
        }),
    ];
}

/** Keys of a Pulumi property path: `a.b`, `a["b"]`, `a[0]`, `a[*]`. */
export const propertyKeys = (path: string): string[] =>
    [...path.matchAll(/\["((?:[^"\\]|\\.)*)"\]|\[([^\]]*)\]|([^.[\]]+)/g)].map(
        ([, quoted, index, key]) => quoted ?? index ?? key ?? "",
    );

const overlaps = (left: readonly string[], right: readonly string[]): boolean =>
    left.every((key, depth) => depth >= right.length || key === "*" || right[depth] === "*" || key === right[depth]);
