import { type Plain, type Resource, type Stack, UNKNOWN } from "./resource";
import { descendantsOf, type NameOf, namesOf, withName } from "./stack-index";
import { knownValue, readString } from "./value";

/**
 * Resolves a property to the resources of the given types that it references. A known value is compared with ids, or with
 * the result of `nameOf`; only while all of these are unknown do the engine's dependencies decide, as they do for an
 * unknown value. Several results mean that one expression depends on several resources. An empty result means that the
 * reference does not resolve.
 */
export function resolveReference(
    stack: Stack,
    from: Resource,
    property: string,
    types: ReadonlySet<string>,
    nameOf?: NameOf,
): readonly Resource[] {
    const depended = dependenciesOf(stack, from, property, types);
    const value = readString(from.props, property);
    if (value.state === "known") {
        const named =
            depended.length > 0
                ? depended.filter((each) => namesOf(each).includes(value.value) || nameOf?.(each) === value.value)
                : withName(stack, value.value, types, nameOf);
        return named.length > 0 || !depended.every(hasUnknownId) ? named : depended;
    }
    if (depended.length > 0) return depended;
    if (value.state !== "unknown") return [];
    // Engines without property dependencies only report that the resource depends on something.
    const whole = from.dependencies.flatMap((urn) => stack.byUrn.get(urn) ?? []).filter((r) => types.has(r.type));
    return whole.length === 1 ? whole : [];
}

/** The resources that several values of a property reference. */
export interface References {
    readonly resources: readonly Resource[];
    /** Whether a known value names no resource of the stack. */
    readonly isOutside: boolean;
    /** Whether there are more unknown values than resources of the given types that they may come from. */
    readonly isUnknown: boolean;
    /** Whether the unknown values are fewer than the resources that they may come from. */
    readonly isAmbiguous: boolean;
}

/**
 * Resolves values of a property, each of them one element or a whole list that is not known. Ids come before
 * dependencies: these say only where unknown values may come from.
 */
export function referencesOf(
    stack: Stack,
    from: Resource,
    property: string,
    values: readonly Plain[],
    types: ReadonlySet<string>,
    nameOf?: NameOf,
): References {
    const known = new Set<Resource>();
    const missing: Plain[] = [];
    for (const value of values) {
        const named = typeof value === "string" ? withName(stack, value, types, nameOf) : [];
        for (const each of named) known.add(each);
        if (named.length === 0) missing.push(value);
    }
    const depended = missing.length === 0 ? [] : dependenciesOf(stack, from, property, types);
    const candidates = depended.filter((each) => !known.has(each));
    // In an update the inputs of a resource are known before the ids of the preview are (see `Run`).
    const isNew = candidates.some(hasUnknownId);
    const open = missing.filter((value) => value === UNKNOWN || (typeof value === "string" && isNew));
    const sources = open.length === 0 ? [] : candidates;
    return {
        resources: [...known, ...sources],
        isOutside: open.length < missing.length,
        isUnknown: open.length > sources.length,
        isAmbiguous: sources.length > open.length,
    };
}

/** Whether the id of a resource is not known; in an update its inputs are known before the ids of the preview are. */
export const hasUnknownId = (candidate: Resource): boolean => readString(candidate.outputs, "id").state === "unknown";

/**
 * Resources of the given types that a property depends on; a component counts as the resources inside it, any other
 * resource only as itself, whatever its children are.
 */
export function dependenciesOf(
    stack: Stack,
    from: Resource,
    property: string,
    types: ReadonlySet<string>,
): readonly Resource[] {
    const urns = from.propertyDependencies[property] ?? [];
    const found = [...new Set(urns)].flatMap((urn) => {
        const target = stack.byUrn.get(urn);
        if (!target) return [];
        if (types.has(target.type)) return [target];
        return target.isComponent ? descendantsOf(stack, target).filter(({ type }) => types.has(type)) : [];
    });
    return [...new Set(found)];
}

/**
 * Whether every value of a property references a resource of the given types. A known value has to be an id or the
 * result of `nameOf`; the number of unknown values must not exceed the number of dependencies.
 */
export function allResolve(
    stack: Stack,
    from: Resource,
    property: string,
    values: readonly Plain[],
    types: ReadonlySet<string>,
    nameOf?: NameOf,
): boolean {
    const missing = values.filter(
        (value) => typeof value !== "string" || withName(stack, value, types, nameOf).length === 0,
    );
    if (missing.length === 0) return true;
    const depended = dependenciesOf(stack, from, property, types);
    const isNew = depended.some(hasUnknownId);
    return (
        missing.length <= depended.length &&
        missing.every((value) => value === UNKNOWN || (isNew && typeof value === "string"))
    );
}

/** Id of a resource, known once it has been created. */
export function idOf(resource: Resource): string | undefined {
    return knownValue(readString(resource.outputs, "id"));
}
