import { memoised } from "./memo";
import { type Plain, type Resource, type Stack, UNKNOWN } from "./resource";
import { knownValue, type Path, type Reading, read, readList, readString } from "./value";

/** One Kubernetes object: a whole resource, or an item of a `…List`. */
export interface Manifest {
    readonly resource: Resource;
    /** API group without its version; the core group is `core`. */
    readonly group: string;
    /** Kind without `Patch` and `List`; empty if it cannot be determined. */
    readonly kind: string;
    /** Whether the object may exist already, so that properties that are absent here may be present there. */
    readonly patch: boolean;
    /** Path of the object within the resource's properties; every path begins with it. */
    readonly at: Path;
}

/**
 * Whether a type token is a Kubernetes object, and not a component such as `kubernetes:yaml/v2:ConfigGroup` or
 * `kubernetes:helm.sh/v4:Chart`, whose objects are separate resources.
 */
export const isKubernetesType = (type: string): boolean =>
    /^kubernetes:(?!(yaml|kustomize)\/|helm\.sh\/v(?!3:Release$))([^:]+\/)?v[^:/]+:[^:]+$/.test(type);

/**
 * Lists the objects that a resource creates: one, the items of a list, or none if it is not a Kubernetes resource. The
 * token determines the kind, unless an item states another. Unknown items are returned as one object with unknown
 * properties.
 */
export const manifestsOf = memoised((resource: Resource): readonly Manifest[] => {
    if (!isKubernetesType(resource.type)) return [];
    const token = resource.type.slice(resource.type.lastIndexOf(":") + 1);
    const group = /^kubernetes:([^:]+)\//.exec(resource.type)?.[1] ?? "core";
    const patched = /^(.+)Patch$/.exec(token)?.[1];
    return itemsOf({ resource, group, kind: patched ?? token, patch: patched !== undefined, at: [] });
});

// A kind that ends in "List" without items is a single object, such as a ManagedPrefixList.
function itemsOf(object: Manifest): readonly Manifest[] {
    const listed = /^(.*)List$/.exec(object.kind)?.[1];
    const items = readList(object.resource.props, ...object.at, "items");
    if (listed === undefined || items.state === "absent") return [object];
    if (items.state === "unknown") return [{ ...object, kind: listed, at: [...object.at, "items", 0] }];
    if (items.state === "invalid") return [{ ...object, kind: "" }];
    return items.value.flatMap((item, index) =>
        itemsOf({ ...object, ...stated(item, object.group, listed), at: [...object.at, "items", index] }),
    );
}

/** Reads a value of an object. */
export const readManifest = (manifest: Manifest, ...path: Path): Reading<Plain> =>
    read(manifest.resource.props, ...manifest.at, ...path);

/** Path of the pod spec in each kind of workload. */
export const podSpecPaths: ReadonlyMap<string, Path> = new Map<string, Path>([
    ["Pod", ["spec"]],
    ["PodTemplate", ["template", "spec"]],
    ["CronJob", ["spec", "jobTemplate", "spec", "template", "spec"]],
    ...["Deployment", "DaemonSet", "StatefulSet", "ReplicaSet", "ReplicationController", "Job"].map(
        (kind): [string, Path] => [kind, ["spec", "template", "spec"]],
    ),
]);

// An item with an unreadable kind may be anything.
function stated(item: Plain, group: string, kind: string): { group: string; kind: string } {
    const apiVersion = readString(item, "apiVersion");
    const ownKind = readString(item, "kind");
    if (item !== UNKNOWN && [apiVersion, ownKind].some(({ state }) => state === "unknown" || state === "invalid"))
        return { group, kind: "" };
    return {
        group: apiVersion.state === "known" ? (/^(.+)\//.exec(apiVersion.value)?.[1] ?? "core") : group,
        kind: ownKind.state === "known" ? ownKind.value : kind,
    };
}

/** Groups of the Gateway API, including the experimental one. */
export const gatewayGroups: ReadonlySet<string> = new Set(["gateway.networking.k8s.io", "gateway.networking.x-k8s.io"]);

/** Objects of a kind that the stack creates, including items of lists; a patch creates none. */
export function objectsOf(stack: Stack, groups: ReadonlySet<string>, kind: string): readonly Manifest[] {
    return (byKind(stack).get(kind) ?? []).filter(({ group }) => groups.has(group));
}

const byKind = memoised((stack: Stack): ReadonlyMap<string, readonly Manifest[]> => {
    const kinds = new Map<string, Manifest[]>();
    for (const manifest of stack.resources.flatMap(manifestsOf)) {
        const { type } = manifest.resource;
        if (!type.endsWith(`:${manifest.kind}`) && !type.endsWith("List")) continue;
        const same = kinds.get(manifest.kind);
        if (same) same.push(manifest);
        else kinds.set(manifest.kind, [manifest]);
    }
    return kinds;
});

/** Namespace of an object; undefined if unknown. */
export const namespaceOf = (manifest: Manifest): Plain | undefined =>
    valueOr("default", readManifest(manifest, "metadata", "namespace"));

/** Value of a reading, or a default if it is absent; undefined if it is unknown. */
export function valueOr(absent: Plain | undefined, reading: Reading<Plain>): Plain | undefined {
    return reading.state === "absent" ? absent : knownValue(reading);
}

/**
 * Whether an object has a name and a namespace, both known. Kubernetes identifies objects by `metadata.name`, which the
 * provider fills in, not by the logical name of a resource.
 */
export const isNamed = (manifest: Manifest, name: Plain | undefined, namespace: Plain | undefined): boolean =>
    hasName(manifest, name) && namespace !== undefined && namespaceOf(manifest) === namespace;

/** Whether a cluster-scoped object has a name, which has to be known. */
export const hasName = (manifest: Manifest, name: Plain | undefined): boolean =>
    name !== undefined && valueOr(undefined, readManifest(manifest, "metadata", "name")) === name;

/** Property whose dependencies an object has: for an item of a list, the engine knows only those of the whole list. */
export const dependentProperty = ({ at }: Manifest): string => String(at[0] ?? "spec");
