import { type Finding, finding } from "../../../reading/finding";
import { ignoredChanges, propertyKeys } from "../../../reading/ignored-changes";
import { type Plain, UNKNOWN } from "../../../reading/resource";
import { isList, isObject, knownValue, type Path, pathText, read } from "../../../reading/value";
import { isOn } from "./exposure-switch";
import { exposureValue, isDecisiveKey, isSafePath } from "./exposure-value";
import { type Manifest, readManifest } from "./manifest";

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
    ignoredChanges(
        manifest.resource,
        manifest.resource.ignoreChanges.filter((ignored) => mayHideExposure(manifest, propertyKeys(ignored))),
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

/** Creates a finding for a value that exposes a workload to another network, or may do so. */
export function exposureFinding({ resource }: Manifest, path: Path): Finding {
    const at = pathText(path);
    if (read(resource.props, ...path).state === "unknown")
        return finding(resource, {
            actual: `${at} is not known at preview and may ask its controller for exposure outside the cluster`,
            expected: "a value that is known at preview",
            change: `set ${at} from a constant or from configuration, not from another resource's output`,
        });
    return finding(resource, {
        actual: `${at} asks its controller for exposure outside the cluster`,
        expected: "a workload that can be reached only inside the cluster, e.g. by a Service of type ClusterIP",
        change: `remove ${at}, or set it to "ClusterIP" or to false, depending on its type`,
    });
}
