import type { Finding } from "../../../reading/finding";
import { knownValue, read } from "../../../reading/value";
import { ignoredExposures, opened } from "./custom-object";
import { type Manifest, readManifest } from "./manifest";
import { isOff } from "./opening-switch";

/** Whether an object is Kubernetes' own policy that changes objects as they come, by expressions (kubernetes.io, Mutating Admission Policy). */
export const isMutatingPolicy = ({ group, kind }: Manifest): boolean =>
    group === "admissionregistration.k8s.io" && kind === "MutatingAdmissionPolicy";

/** Whether an object is one of Gatekeeper's mutations. */
export const isMutation = ({ group }: Manifest): boolean => group === "mutations.gatekeeper.sh";

// Places in an object that open it: spec.type of a Service, pods on their node's network, annotations of load balancers.
const exposurePlace = /hostNetwork|hostPort|nodePort|externalIPs|loadBalancer|load-balancer|ingress|^spec\."?type"?$/;
const closed: ReadonlySet<unknown> = new Set(["internal", "ClusterIP"]);

/** Reports a mutation that writes an opening into objects (open-policy-agent.github.io/gatekeeper, Mutation). */
export function checkMutation(manifest: Manifest): Finding[] {
    const location = readManifest(manifest, "spec", "location");
    if (location.state === "absent") return ignoredExposures(manifest);
    const assigned = readManifest(manifest, "spec", "parameters", "assign");
    const value = assigned.state === "known" ? read(assigned.value, "value") : assigned;
    const isClosed = value.state === "known" && (closed.has(value.value) || isOff(value.value));
    const place = knownValue(location);
    const isExposure = typeof place !== "string" || exposurePlace.test(place);
    if (!isExposure || isClosed) return ignoredExposures(manifest);
    return [opened(manifest, [...manifest.at, "spec", "location"])];
}
