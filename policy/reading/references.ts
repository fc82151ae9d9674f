import { type Plain, type Resource, type Stack, UNKNOWN } from "./resource";
import { knownValue, readString } from "./value";

/**
 * Finds which resources of the given types a property names. Ids are unknown at a first preview, so the engine's
 * dependencies come first; then a known value is compared with ids, or with what `nameOf` returns. Several targets
 * mean that one expression joins several resources; each is then taken as meant. None means that nothing links: what an
 * id is made into need not be that id, so a known value that is not the id of what it comes from names nothing.
 */
export function resolveReference(
    stack: Stack,
    from: Resource,
    property: string,
    types: ReadonlySet<string>,
    nameOf?: (candidate: Resource) => string | undefined,
): readonly Resource[] {
    const depended = dependenciesOf(stack, from, property, types);
    const value = readString(from.props, property);
    if (value.state === "known") {
        const candidates = depended.length > 0 ? depended : stack.ofType(types);
        return candidates.filter((each) => namesOf(each).includes(value.value) || nameOf?.(each) === value.value);
    }
    if (depended.length > 0) return depended;
    if (value.state !== "unknown") return [];
    // Engines before property dependencies only say that the resource depends on something.
    const whole = from.dependencies.flatMap((urn) => stack.byUrn.get(urn) ?? []).filter((r) => types.has(r.type));
    return whole.length === 1 ? whole : [];
}

/** Resources of the given types that a property got a value from; a component stands for the resources inside it. */
export function dependenciesOf(
    stack: Stack,
    from: Resource,
    property: string,
    types: ReadonlySet<string>,
): readonly Resource[] {
    const urns = from.propertyDependencies[property] ?? [];
    return [...new Set(urns)].flatMap((urn) => {
        const target = stack.byUrn.get(urn);
        if (!target) return [];
        return types.has(target.type) ? [target] : descendants(stack, target, types);
    });
}

/**
 * Whether each of the values that one property holds leads to a resource of the given types: a known one is its id, or
 * what `nameOf` returns; of those that are not known there are no more than the property depends on.
 */
export function allResolve(
    stack: Stack,
    from: Resource,
    property: string,
    values: readonly Plain[],
    types: ReadonlySet<string>,
    nameOf?: (candidate: Resource) => string | undefined,
): boolean {
    const unknown = values.filter((value) => value === UNKNOWN).length;
    if (unknown > 0 && unknown > dependenciesOf(stack, from, property, types).length) return false;
    if (unknown === values.length) return true;
    const names = new Set(stack.ofType(types).flatMap((each) => [...namesOf(each), nameOf?.(each)]));
    return values.every((value) => value === UNKNOWN || (typeof value === "string" && names.has(value)));
}

/** A resource's id, known after it was created. */
export function idOf(resource: Resource): string | undefined {
    return knownValue(readString(resource.outputs, "id"));
}

// The provider aws-native shows no id among the outputs, but the ARNs and ids in CloudFormation's words; what the program
// gave is none of them.
function namesOf(resource: Resource): readonly string[] {
    const id = readString(resource.outputs, "id");
    if (id.state !== "absent") return id.state === "known" ? [id.value] : [];
    return Object.entries(resource.outputs).flatMap(([key, value]) =>
        typeof value === "string" && /(Arn|Id)$/.test(key) && resource.props[key] === undefined ? [value] : [],
    );
}

const descendants = (stack: Stack, component: Resource, types: ReadonlySet<string>): Resource[] =>
    stack.ofType(types).filter((candidate) => isInside(stack, component, candidate));

/** Whether a component is a resource's parent, or the parent of one of its parents. */
export function isInside(stack: Stack, component: Resource, candidate: Resource): boolean {
    let parent = candidate.parent;
    while (parent !== undefined && parent !== component.urn) parent = stack.byUrn.get(parent)?.parent;
    return parent === component.urn;
}
