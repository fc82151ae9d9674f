import { type Plain, type Resource, UNKNOWN } from "../../../reading/resource";
import { type Path, type Reading, read, readList, readString } from "../../../reading/value";

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
export function manifestsOf(resource: Resource): readonly Manifest[] {
    if (!isKubernetesType(resource.type)) return [];
    const token = resource.type.slice(resource.type.lastIndexOf(":") + 1);
    const group = /^kubernetes:([^:]+)\//.exec(resource.type)?.[1] ?? "core";
    const patched = /^(.+)Patch$/.exec(token)?.[1];
    return objectsOf({ resource, group, kind: patched ?? token, patch: patched !== undefined, at: [] });
}

// A kind that ends in "List" without items is a single object, such as a ManagedPrefixList.
function objectsOf(object: Manifest): readonly Manifest[] {
    const listed = /^(.*)List$/.exec(object.kind)?.[1];
    const items = readList(object.resource.props, ...object.at, "items");
    if (listed === undefined || items.state === "absent") return [object];
    if (items.state === "unknown") return [{ ...object, kind: listed, at: [...object.at, "items", 0] }];
    if (items.state === "invalid") return [{ ...object, kind: "" }];
    return items.value.flatMap((item, index) =>
        objectsOf({ ...object, ...stated(item, object.group, listed), at: [...object.at, "items", index] }),
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
