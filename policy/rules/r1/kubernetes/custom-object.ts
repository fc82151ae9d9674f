import { exposureValue, isDecisiveKey, isOn, isSafePath } from "../../../reading/exposure-value";
import { type Doubt, type Finding, finding, ofTier, undecidedFinding } from "../../../reading/finding";
import { ignoredChanges, propertyKeys } from "../../../reading/ignored-changes";
import { gatewayGroups, type Manifest, readManifest } from "../../../reading/manifest";
import { type Plain, type Resource, UNKNOWN } from "../../../reading/resource";
import { isList, isObject, knownValue, type Path, pathText, read, readString } from "../../../reading/value";
import { dependsOnClass, isIngress, unprovenClass } from "./ingress";
import { checkTunnel } from "./pod";

// Top-level properties with the desired state; the settings of Zalando's operator have no spec.
const roots = ["spec", "configuration"];

/** Reports an object of any custom kind that asks its controller for exposure, or whose unknown values may do so. */
export function checkCustom(manifest: Manifest): Finding[] {
    for (const root of roots) {
        const reading = readManifest(manifest, root);
        const at = [...manifest.at, root];
        if (reading.state === "unknown") return [exposureFinding(manifest, at)];
        const open = reading.state === "known" ? exposureValue(reading.value, at, { by: "operator" }) : undefined;
        if (open) return [exposureFinding(manifest, open)];
    }
    return ignoredExposures(manifest);
}

// Names used for RDS, Redshift, Amazon MQ, DMS and EC2 instances by ACK and Crossplane.
const addressKey = /^(publicly_?accessible|associatePublicIpAddress|publicAccess(Enabled)?)$/i;

// The complete desired state of an ACK or Crossplane object.
const wholes: ReadonlySet<string> = new Set(["spec", "forProvider"]);

/** Reports an object for an AWS service that asks for a public address for an instance or a data store. */
export function checkAddressed(manifest: Manifest): Finding[] {
    const spec = readManifest(manifest, "spec");
    const at = [...manifest.at, "spec"];
    const open = spec.state === "unknown" ? at : addressedAt(knownValue(spec) ?? null, at);
    return open ? [exposureFinding(manifest, open)] : ignoredExposures(manifest);
}

function addressedAt(value: Plain, path: Path): Path | undefined {
    const key = String(path.at(-1));
    if (value === UNKNOWN) return addressKey.test(key) || wholes.has(key) ? path : undefined;
    if (addressKey.test(key) && isOn(value)) return path;
    const members = isList(value) ? [...value.entries()] : isObject(value) ? Object.entries(value) : [];
    for (const [key, member] of members) {
        const open = addressedAt(member, [...path, key]);
        if (open) return open;
    }
    return undefined;
}

/**
 * Reports ignored changes that may hide an exposure, since the engine would keep a value that is no longer in the
 * program.
 */
export const ignoredExposures = (manifest: Manifest): Finding[] =>
    ofTier(
        "strict",
        ignoredChanges(
            manifest.resource,
            manifest.resource.ignoreChanges.filter((ignored) => mayHideExposure(manifest, propertyKeys(ignored))),
        ),
    );

// An ignored number or name hides nothing; an object or a list may have contained anything.
function mayHideExposure(manifest: Manifest, keys: readonly string[]): boolean {
    const at = manifest.at.map(String);
    if (!keys.every((key, depth) => depth >= at.length || key === "*" || key === at[depth])) return false;
    const [root, ...below] = keys.slice(at.length);
    if (root === undefined || root === "*") return true;
    if (!roots.includes(root)) return false;
    const names = below.filter((key) => !/^(\d+|\*)$/.test(key));
    if (isSafePath(names)) return false;
    if (below.length === 0 || below.includes("*") || names.some(isDecisiveKey)) return true;
    const value = read(manifest.resource.props, ...keys);
    return value.state === "unknown" || (value.state === "known" && (isObject(value.value) || isList(value.value)));
}

/** An undecided finding of the tier `strict`: whether it publishes anything is not visible to policies. */
export const opaque = (resource: Resource, doubt: Doubt): Finding => ({
    ...undecidedFinding(resource, doubt),
    tier: "strict",
});

/** Creates a finding for a value that exposes a workload to another network, or may do so. */
export function exposureFinding({ resource }: Manifest, path: Path): Finding {
    const at = pathText(path);
    if (read(resource.props, ...path).state === "unknown")
        return opaque(resource, {
            actual: `${at} is not known at preview and may ask its controller for exposure outside the cluster`,
            decidedBy: `the value of ${at}`,
            change: `to decide it at preview, set ${at} from a constant or from configuration`,
        });
    return finding(resource, {
        actual: `${at} asks its controller for exposure outside the cluster`,
        expected: "a workload that can be reached only inside the cluster, e.g. by a Service of type ClusterIP",
        change: `remove ${at}, or set it to "ClusterIP" or to false, depending on its type`,
    });
}

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
    if (isBound)
        return [
            opaque(object.resource, {
                actual: `${pathText(object.at)} is a ${kind} for another cluster, whose load balancer no policy sees`,
                decidedBy: "a review of the load balancer that it belongs to",
                change: "declare it and its load balancer in one program, or waive it after the review",
            }),
        ];
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
