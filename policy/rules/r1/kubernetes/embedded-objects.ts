import type { Finding } from "../../../reading/finding";
import { type Plain, UNKNOWN } from "../../../reading/resource";
import { isList, isObject, knownValue, type Path, read, readString } from "../../../reading/value";
import { checkTunnel } from "../opaque/tunnel-image";
import { exposureFinding } from "./custom-object";
import { dependsOnClass, isIngress, unprovenClass } from "./ingress";
import type { Manifest } from "./manifest";
import { gatewayGroups } from "./object-lookup";

/** Checks an object that is embedded in another one. */
export type CheckObject = (manifest: Manifest) => readonly Finding[];

const skippedKeys: ReadonlySet<string> = new Set(["apiVersion", "kind", "metadata", "status"]);

/**
 * Checks what a custom object contains for its controller, at any depth: containers (Argo, Tekton, KEDA, OpenKruise,
 * sidecars of operators), and complete objects (OpenShift's Template, ManifestWork, Kyverno's `generate`).
 */
export function checkEmbedded(manifest: Manifest, check: CheckObject): Finding[] {
    const root = knownValue(read(manifest.resource.props, ...manifest.at)) ?? null;
    if (!isObject(root)) return [];
    return first(Object.entries(root), ([key, value]) =>
        skippedKeys.has(key) ? [] : within(manifest, value, [...manifest.at, key], check),
    );
}

function within(manifest: Manifest, value: Plain, path: Path, check: CheckObject): readonly Finding[] {
    if (value === UNKNOWN && isObjectsPlace(manifest, path)) return [exposureFinding(manifest, path)];
    if (isList(value))
        return first([...value.entries()], ([index, each]) => within(manifest, each, [...path, index], check));
    if (!isObject(value)) return [];
    const object = embeddedObject(manifest, value, path);
    if (object) return checkEmbeddedObject(object, check);
    const own = "image" in value ? checkTunnel(manifest.resource, container(value), path) : [];
    if (own.length > 0) return own;
    return first(Object.entries(value), ([key, each]) => within(manifest, each, [...path, key], check));
}

// A mere reference, e.g. to a workload to scale, has no content; an object that cannot be read may be of any kind.
function embeddedObject(manifest: Manifest, value: Plain, path: Path): Manifest | undefined {
    const apiVersion = readString(value, "apiVersion");
    const kind = readString(value, "kind");
    const states = [apiVersion.state, kind.state];
    if (states.some((state) => state === "absent" || state === "invalid")) return undefined;
    const [version, group = "core"] = versionPattern.exec(knownValue(apiVersion) ?? "") ?? [];
    const isReadable = states.every((state) => state === "known");
    if (isReadable && version === undefined) return undefined;
    const name = isReadable ? (knownValue(kind) ?? "") : "";
    const of = (at: Path): Manifest => ({ ...manifest, group, kind: name, patch: false, at });
    const has = (key: string): boolean => read(value, key).state !== "absent";
    // Kyverno names an object beside its "data", or beside the object to clone.
    if (["data", "clone"].some((key) => isObject(knownValue(read(value, key)) ?? null))) return of([...path, "data"]);
    return ["spec", "items", "objects"].some(has) ? of(path) : undefined;
}

const versionPattern = /^(?:([\w.-]+)\/)?v\d\w*$/;

// OpenShift's Template has complete objects there, and no spec.
const isObjectsPlace = ({ at }: Manifest, path: Path): boolean =>
    path[at.length] === "objects" && path.length <= at.length + 2;

function checkEmbeddedObject(object: Manifest, check: CheckObject): readonly Finding[] {
    const { group, kind } = object;
    // References of embedded objects are not resolved, only those of separate resources.
    const isBound =
        (gatewayGroups.has(group) && /(Gateway|ListenerSet|Route)$/.test(kind)) || kind === "TargetGroupBinding";
    if (isBound) return [exposureFinding(object, object.at)];
    const own = check(object);
    return own.length === 0 && isIngress(object) && dependsOnClass(object) ? unprovenClass(object) : own;
}

// Charts and operators also write an image as an object.
function container(value: { readonly [key: string]: Plain }): Plain {
    const repository = read(value, "image", "repository");
    return repository.state === "known" ? { ...value, image: repository.value } : value;
}

function first<T>(all: readonly T[], find: (each: T) => readonly Finding[]): Finding[] {
    for (const each of all) {
        const findings = find(each);
        if (findings.length > 0) return [...findings];
    }
    return [];
}
