import { type Plain, type Resource, type Stack, UNKNOWN } from "./resource";
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
    nameOf?: (candidate: Resource) => string | undefined,
): readonly Resource[] {
    const depended = dependenciesOf(stack, from, property, types);
    const value = readString(from.props, property);
    if (value.state === "known") {
        const isNamed = (each: Resource) => namesOf(each).includes(value.value) || nameOf?.(each) === value.value;
        const candidates = depended.length > 0 ? depended : stack.ofType(types);
        const named = candidates.filter(isNamed);
        return named.length > 0 || !depended.every(hasUnknownId) ? named : depended;
    }
    if (depended.length > 0) return depended;
    if (value.state !== "unknown") return [];
    // Engines without property dependencies only report that the resource depends on something.
    const whole = from.dependencies.flatMap((urn) => stack.byUrn.get(urn) ?? []).filter((r) => types.has(r.type));
    return whole.length === 1 ? whole : [];
}

// In an update the inputs of a resource are known before the ids of the preview are (see `Run`).
const hasUnknownId = (candidate: Resource): boolean => readString(candidate.outputs, "id").state === "unknown";

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
    return [...new Set(urns)].flatMap((urn) => {
        const target = stack.byUrn.get(urn);
        if (!target) return [];
        if (types.has(target.type)) return [target];
        return target.isComponent ? descendants(stack, target, types) : [];
    });
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
    nameOf?: (candidate: Resource) => string | undefined,
): boolean {
    const unknown = values.filter((value) => value === UNKNOWN).length;
    if (unknown > 0 && unknown > dependenciesOf(stack, from, property, types).length) return false;
    if (unknown === values.length) return true;
    const names = new Set(stack.ofType(types).flatMap((each) => [...namesOf(each), nameOf?.(each)]));
    return values.every((value) => value === UNKNOWN || (typeof value === "string" && names.has(value)));
}

/** Id of a resource, known once it has been created. */
export function idOf(resource: Resource): string | undefined {
    return knownValue(readString(resource.outputs, "id"));
}

// The provider aws-native has no id among its outputs, but CloudFormation's ARNs and ids; inputs of the program are not
// among them.
function namesOf(resource: Resource): readonly string[] {
    const id = readString(resource.outputs, "id");
    if (id.state !== "absent") return id.state === "known" ? [id.value] : [];
    return Object.entries(resource.outputs).flatMap(([key, value]) =>
        typeof value === "string" && /(Arn|Id)$/.test(key) && resource.props[key] === undefined ? [value] : [],
    );
}

const descendants = (stack: Stack, component: Resource, types: ReadonlySet<string>): Resource[] =>
    stack.ofType(types).filter((candidate) => isInside(stack, component, candidate));

/** Whether a component is an ancestor of a resource. */
export function isInside(stack: Stack, component: Resource, candidate: Resource): boolean {
    let parent = candidate.parent;
    while (parent !== undefined && parent !== component.urn) parent = stack.byUrn.get(parent)?.parent;
    return parent === component.urn;
}
