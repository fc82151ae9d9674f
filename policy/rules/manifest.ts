import type { Plain, Resource } from "../resource";
import { type Path, type Reading, read, readList, readString } from "../value";

/** One Kubernetes object: a resource of its own, or an item of a `…List`. */
export interface Manifest {
    readonly resource: Resource;
    /** API group without its version; the core group is `core`. */
    readonly group: string;
    /** Kind without `Patch` and `List`. */
    readonly kind: string;
    /** Whether the object may exist already, so that what is absent here need not be absent there. */
    readonly patch: boolean;
    /** Where the object stands in the resource's properties; every path begins with it. */
    readonly at: Path;
}

/** Tells whether a type token is a Kubernetes object's, and not a component's such as `kubernetes:yaml:ConfigFile`. */
export const isKubernetesType = (type: string): boolean => /^kubernetes:([^:]+\/)?v[^:/]+:[^:]+$/.test(type);

/**
 * Reads the objects that a resource creates: one, or the items of a list. The token says which kind it is, except
 * that an item may say so itself. Items that are not known come back as one object whose properties are unknown.
 */
export function manifestsOf(resource: Resource): readonly Manifest[] {
    const [, version = "", token = ""] = resource.type.split(":");
    const group = version.includes("/") ? (version.split("/")[0] ?? "") : "core";
    const patch = token.endsWith("Patch") && token !== "Patch";
    const list = token.endsWith("List");
    const kind = patch ? token.slice(0, -"Patch".length) : list ? token.slice(0, -"List".length) : token;
    const items = readList(resource.props, "items");
    if (list && items.state === "known") {
        return items.value.map((item, index) => ({
            resource,
            patch: false,
            at: ["items", index],
            ...stated(item, group, kind),
        }));
    }
    return [{ resource, group, kind, patch, at: list ? ["items", 0] : [] }];
}

/** Reads a value of an object. */
export const readManifest = (manifest: Manifest, ...path: Path): Reading<Plain> =>
    read(manifest.resource.props, ...manifest.at, ...path);

/** Where each kind of workload keeps its pod spec. */
export const podSpecPaths: ReadonlyMap<string, Path> = new Map<string, Path>([
    ["Pod", ["spec"]],
    ["PodTemplate", ["template", "spec"]],
    ["CronJob", ["spec", "jobTemplate", "spec", "template", "spec"]],
    ...["Deployment", "DaemonSet", "StatefulSet", "ReplicaSet", "ReplicationController", "Job"].map(
        (kind): [string, Path] => [kind, ["spec", "template", "spec"]],
    ),
]);

function stated(item: Plain, group: string, kind: string): { group: string; kind: string } {
    const apiVersion = readString(item, "apiVersion");
    const ownKind = readString(item, "kind");
    const parts = apiVersion.state === "known" ? apiVersion.value.split("/") : [];
    return {
        group: parts.length === 0 ? group : parts.length === 1 ? "core" : (parts[0] ?? group),
        kind: ownKind.state === "known" ? ownKind.value : kind,
    };
}
