import { type Finding, finding } from "../../../reading/finding";
import { ignoredChanges, propertyKeys } from "../../../reading/ignored-changes";
import { type Plain, UNKNOWN } from "../../../reading/resource";
import { isList, isObject, knownValue, type Path, pathText, read } from "../../../reading/value";
import { isOn } from "./exposure-switch";
import { exposureValue, isDecisiveKey, isSafePath } from "./exposure-value";
import { type Manifest, readManifest } from "./manifest";

// Where an object says what it wants; the settings of Zalando's operator stand beside no spec.
const roots = ["spec", "configuration"];

/** Reports an object of any custom kind that asks its controller for an opening, or whose unseen values may do so. */
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

// In the words of RDS, Redshift, Amazon MQ, DMS and of machines, by ACK and by Crossplane.
const addressKey = /^(publicly_?accessible|associatePublicIpAddress|publicAccess(Enabled)?)$/i;

// All that an object of ACK or of Crossplane asks for.
const wholes: ReadonlySet<string> = new Set(["spec", "forProvider"]);

/** Reports an object of one of AWS's services whose machines or data stores ask for a public address. */
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

/** Reports ignored changes of what may hold an opening: the engine would keep an opening that the program no longer says. */
export const ignoredExposures = (manifest: Manifest): Finding[] =>
    ignoredChanges(
        manifest.resource,
        manifest.resource.ignoreChanges.filter((ignored) => mayHideExposure(manifest, propertyKeys(ignored))),
    );

// A number or a name that is ignored hides nothing; an object or a list may have held anything.
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

/** The finding for a value that opens an object's workload to others, or may do so. */
export function exposureFinding({ resource }: Manifest, path: Path): Finding {
    const at = pathText(path);
    if (read(resource.props, ...path).state === "unknown")
        return finding(resource, {
            actual: `${at} is not known at preview, and may ask its controller for an opening to a network outside the cluster`,
            expected: "a value that is known before anything is created",
            change: `set ${at} from a constant or from configuration, not from another resource's output`,
        });
    return finding(resource, {
        actual: `${at} asks its controller for an opening to a network outside the cluster`,
        expected: "a workload that is reached from inside the cluster only, as by a Service of type ClusterIP",
        change: `remove ${at}, or set it to "ClusterIP" or to false, whichever it takes`,
    });
}
