import { isOff } from "../../../reading/exposure-value";
import type { Finding } from "../../../reading/finding";
import { type Manifest, readManifest } from "../../../reading/manifest";
import type { Plain } from "../../../reading/resource";
import { isList, isObject, knownValue, type Path, read } from "../../../reading/value";
import { type CheckObject, checkCustom, checkEmbedded, exposureFinding, ignoredExposures } from "./custom-object";

// Kinds of policies.kyverno.io that only validate or delete; mutating and generating policies create objects
// (kyverno.io/docs/policy-types).
const nonMutating = /^(Namespaced)?(Validating|ImageValidating|Deleting)Policy$|^PolicyException$/;

// In CEL expressions, e.g. `{"type": dyn("LoadBalancer")}`.
const exposureExpression =
    /\b(LoadBalancer|NodePort|hostNetwork|hostPort|externalIPs|internet-facing)\b|\bkind["']?\s*:\s*(dyn\(\s*)?["'](Ingress|Gateway|\w*Route)["']/;

/**
 * Reports a Kyverno policy that creates or changes objects so that they are exposed; one that only validates is fine.
 */
export function checkKyverno(manifest: Manifest, check: CheckObject): readonly Finding[] {
    if (manifest.group === "policies.kyverno.io")
        return nonMutating.test(manifest.kind) ? [] : checkExpressions(manifest);
    if (onlyValidates(manifest)) return ignoredExposures(manifest);
    const custom = checkCustom(manifest);
    const own = custom.length === 0 ? checkGenerated(manifest) : custom;
    return own.length === 0 ? checkEmbedded(manifest, check) : own;
}

/** Whether an object belongs to Kyverno. */
export const isKyverno = ({ group }: Manifest): boolean => group === "kyverno.io" || group === "policies.kyverno.io";

/** Reports a policy whose CEL expressions create or change objects so that they are exposed. */
export function checkExpressions(manifest: Manifest): Finding[] {
    for (const key of ["variables", "mutations", "generate"]) {
        const reading = readManifest(manifest, "spec", key);
        const at = [...manifest.at, "spec", key];
        if (reading.state === "unknown") return [exposureFinding(manifest, at)];
        const open = reading.state === "known" ? exposureText(reading.value, at) : undefined;
        if (open) return [exposureFinding(manifest, open)];
    }
    return ignoredExposures(manifest);
}

function exposureText(value: Plain, path: Path): Path | undefined {
    if (typeof value === "symbol" || (typeof value === "string" && exposureExpression.test(value))) return path;
    const members = isList(value) ? [...value.entries()] : isObject(value) ? Object.entries(value) : [];
    for (const [name, member] of members) {
        const open = exposureText(member, [...path, name]);
        if (open) return open;
    }
    return undefined;
}

// "data", which is a safe key elsewhere, contains the object that Kyverno creates.
function checkGenerated(manifest: Manifest): Finding[] {
    const rules = knownValue(readManifest(manifest, "spec", "rules"));
    if (!isList(rules)) return [];
    return rules.flatMap((_rule, index) => {
        const data = ["spec", "rules", index, "generate", "data"];
        const unknown = [data, [...data, "spec"]].find((at) => readManifest(manifest, ...at).state === "unknown");
        return unknown ? [exposureFinding(manifest, [...manifest.at, ...unknown])] : [];
    });
}

// If a policy also generates or changes objects, its patterns count.
function onlyValidates(manifest: Manifest): boolean {
    if (!/^(Cluster)?Policy$/.test(manifest.kind)) return false;
    const rules = knownValue(readManifest(manifest, "spec", "rules"));
    const only = (rule: Plain) => isObject(rule) && isObject(rule.validate) && !rule.generate && !rule.mutate;
    return isList(rules) && rules.every(only);
}

/**
 * Whether an object is a MutatingAdmissionPolicy of Kubernetes itself, which changes objects on admission
 * (kubernetes.io, Mutating Admission Policy).
 */
export const isMutatingPolicy = ({ group, kind }: Manifest): boolean =>
    group === "admissionregistration.k8s.io" && kind === "MutatingAdmissionPolicy";

/** Whether an object is a Gatekeeper mutation. */
export const isMutation = ({ group }: Manifest): boolean => group === "mutations.gatekeeper.sh";

// Locations in an object that expose it: spec.type of a Service, the host network of pods, annotations of load
// balancers.
const exposurePlace = /hostNetwork|hostPort|nodePort|externalIPs|loadBalancer|load-balancer|ingress|^spec\."?type"?$/;
const closed: ReadonlySet<unknown> = new Set(["internal", "ClusterIP"]);

/** Reports a Gatekeeper mutation that exposes objects (open-policy-agent.github.io/gatekeeper, Mutation). */
export function checkMutation(manifest: Manifest): Finding[] {
    const location = readManifest(manifest, "spec", "location");
    if (location.state === "absent") return ignoredExposures(manifest);
    const assigned = readManifest(manifest, "spec", "parameters", "assign");
    const value = assigned.state === "known" ? read(assigned.value, "value") : assigned;
    const isClosed = value.state === "known" && (closed.has(value.value) || isOff(value.value));
    const place = knownValue(location);
    const isExposure = typeof place !== "string" || exposurePlace.test(place);
    if (!isExposure || isClosed) return ignoredExposures(manifest);
    return [exposureFinding(manifest, [...manifest.at, "spec", "location"])];
}
