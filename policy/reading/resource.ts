/** Stands where the engine does not know a value yet; it exists so that no rule can take a sentinel string for a value. */
export const UNKNOWN = Symbol("unknown");

/** A property value as rules see it: JSON, secrets unwrapped, with `UNKNOWN` for what is not known at preview. */
export type Plain =
    | null
    | boolean
    | number
    | string
    | typeof UNKNOWN
    | readonly Plain[]
    | { readonly [key: string]: Plain };

/** A resource's properties, or any object within them. */
export type Props = { readonly [key: string]: Plain };

/** A resource as every rule sees it, whether the engine or a test produced it. */
export interface Resource {
    readonly urn: string;
    /** Type token, e.g. `kubernetes:core/v1:Service`. */
    readonly type: string;
    /** Logical name: the last part of the URN. */
    readonly name: string;
    /** Inputs where the engine showed them, else the outputs in its state. */
    readonly props: Props;
    /** Outputs, which hold the id once it is known; empty while a single resource is analysed. */
    readonly outputs: Props;
    /** False for a resource that was read or comes from state alone: its properties are outputs. */
    readonly declared: boolean;
    /** Property paths whose changes the engine ignores. */
    readonly ignoreChanges: readonly string[];
    /** URN of the parent, absent for the stack itself. */
    readonly parent?: string | undefined;
    /** URNs of all that the resource depends on. */
    readonly dependencies: readonly string[];
    /** URNs that each top-level property got a value from. */
    readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
}

/** A resource as if some of it were otherwise. Member by member, since the getters of a class do not survive a spread. */
export const resourceWith = (resource: Resource, changes: Partial<Resource>): Resource => ({
    urn: resource.urn,
    type: resource.type,
    name: resource.name,
    props: resource.props,
    outputs: resource.outputs,
    declared: resource.declared,
    ignoreChanges: resource.ignoreChanges,
    parent: resource.parent,
    dependencies: resource.dependencies,
    propertyDependencies: resource.propertyDependencies,
    ...changes,
});

/** All resources of a run, with the look-ups that joined rules need. */
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
