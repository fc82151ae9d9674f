import { memoised } from "./memo";
import type { Resource, Stack } from "./resource";
import { readString } from "./value";

/** Name by which references may know a resource, other than its id. */
export type NameOf = (candidate: Resource) => string | undefined;

/**
 * The ids by which other resources may refer to a resource. aws-native has no `id` among its outputs, but CloudFormation's ARNs
 * and ids; inputs of the program are not among them.
 */
export function namesOf(resource: Resource): readonly string[] {
    const id = readString(resource.outputs, "id");
    if (id.state !== "absent") return id.state === "known" ? [id.value] : [];
    return Object.entries(resource.outputs).flatMap(([key, value]) =>
        typeof value === "string" && /(Arn|Id)$/.test(key) && resource.props[key] === undefined ? [value] : [],
    );
}

interface Index {
    /** Resources by their ids. */
    readonly named: ReadonlyMap<string, readonly Resource[]>;
    /** Resources by the URN of their parent. */
    readonly children: ReadonlyMap<string, readonly Resource[]>;
    /** Resources inside a component, by its URN; filled as they are asked for. */
    readonly descendants: Map<string, readonly Resource[]>;
}

const indexOf = memoised((stack: Stack): Index => {
    const named = new Map<string, Resource[]>();
    const children = new Map<string, Resource[]>();
    for (const each of stack.resources) {
        for (const name of namesOf(each)) add(named, name, each);
        if (each.parent !== undefined) add(children, each.parent, each);
    }
    return { named, children, descendants: new Map() };
});

function add(to: Map<string, Resource[]>, key: string, resource: Resource): void {
    const before = to.get(key);
    if (before) before.push(resource);
    else to.set(key, [resource]);
}

// By the objects that the callers pass, so that constants are indexed once.
const byName = memoised((stack: Stack) =>
    memoised((types: ReadonlySet<string>) =>
        memoised((nameOf: NameOf): ReadonlyMap<string, readonly Resource[]> => {
            const named = new Map<string, Resource[]>();
            for (const each of stack.ofType(types)) {
                const name = nameOf(each);
                if (name !== undefined) add(named, name, each);
            }
            return named;
        }),
    ),
);

/** Resources of the stack whose id, or the result of `nameOf`, is a value. */
export function withName(stack: Stack, name: string, types: ReadonlySet<string>, nameOf?: NameOf): readonly Resource[] {
    const named = (indexOf(stack).named.get(name) ?? []).filter(({ type }) => types.has(type));
    return named.length > 0 || nameOf === undefined ? named : (byName(stack)(types)(nameOf).get(name) ?? []);
}

/** Resources inside a component, at any depth. */
export function descendantsOf(stack: Stack, { urn }: Resource): readonly Resource[] {
    const { children, descendants } = indexOf(stack);
    const before = descendants.get(urn);
    if (before) return before;
    const inside: Resource[] = [];
    const open = [urn];
    for (let parent = open.pop(); parent !== undefined; parent = open.pop()) {
        for (const child of children.get(parent) ?? []) {
            inside.push(child);
            open.push(child.urn);
        }
    }
    descendants.set(urn, inside);
    return inside;
}
