import type { Component } from "./component";

/** A value that is not known yet; a symbol, so that no rule mistakes a sentinel string for a value. */
export const UNKNOWN = Symbol("unknown");

/**
 * A property value as rules see it: JSON with secrets unwrapped and `UNKNOWN` for values that are not known at preview.
 */
export type Plain =
    | null
    | boolean
    | number
    | string
    | typeof UNKNOWN
    | readonly Plain[]
    | { readonly [key: string]: Plain };

/** Properties of a resource, or any object within them. */
export type Props = { readonly [key: string]: Plain };

/** A resource as rules see it, whether from the engine or from a test. */
export interface Resource {
    readonly urn: string;
    /** Type token, e.g. `kubernetes:core/v1:Service`. */
    readonly type: string;
    /** Logical name: the last part of the URN. */
    readonly name: string;
    /** Inputs if the engine sent them, otherwise the outputs in the state. */
    readonly props: Props;
    /** Outputs, including the id once it is known; empty while a single resource is checked. */
    readonly outputs: Props;
    /** False for a resource that was read with `get` or that is only in the state: its properties are outputs. */
    readonly declared: boolean;
    /** Whether it is a component: it has no provider, and groups the resources inside it. */
    readonly isComponent: boolean;
    /** Property paths in `ignoreChanges`. */
    readonly ignoreChanges: readonly string[];
    /** Component of a package that made it, whose arguments a program changes instead. */
    readonly component?: Component | undefined;
    /** URN of the parent; absent for the stack itself. */
    readonly parent?: string | undefined;
    /** URNs of all dependencies. */
    readonly dependencies: readonly string[];
    /** URNs of the dependencies of each top-level property. */
    readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
}

/** Copies a resource with some properties changed; member by member, because a spread drops the getters of a class. */
export const resourceWith = (resource: Resource, changes: Partial<Resource>): Resource => ({
    urn: resource.urn,
    type: resource.type,
    name: resource.name,
    props: resource.props,
    outputs: resource.outputs,
    declared: resource.declared,
    isComponent: resource.isComponent,
    ignoreChanges: resource.ignoreChanges,
    component: resource.component,
    parent: resource.parent,
    dependencies: resource.dependencies,
    propertyDependencies: resource.propertyDependencies,
    ...changes,
});

/** All resources of a run, with indexes for rules that join resources. */
export interface Stack {
    readonly resources: readonly Resource[];
    readonly byUrn: ReadonlyMap<string, Resource>;
    /** Resources of any of these type tokens, in the engine's order. */
    ofType(types: ReadonlySet<string>): readonly Resource[];
}

/** Indexes the resources of a run. */
export function stackOf(resources: readonly Resource[]): Stack {
    const byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
    const byType = new Map<string, Resource[]>();
    for (const resource of resources) {
        const sameType = byType.get(resource.type);
        if (sameType) sameType.push(resource);
        else byType.set(resource.type, [resource]);
    }
    return { resources, byUrn, ofType: (types) => [...types].flatMap((type) => byType.get(type) ?? []) };
}
