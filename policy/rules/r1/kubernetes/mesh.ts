import { type Finding, finding, unknownValueFinding } from "../../../reading/finding";
import { ignoredChanges } from "../../../reading/ignored-changes";
import { isList, isObject, pathText, read, readList, readObject } from "../../../reading/value";
import { type Manifest, readManifest } from "./manifest";

const localLabels: ReadonlyMap<string, string> = new Map([
    ["serving.knative.dev", "networking.knative.dev/visibility"],
    ["serving.kserve.io", "networking.kserve.io/visibility"],
]);

/** Whether an object of Knative or KServe stays inside the cluster (knative.dev/docs, Configuring private Services). */
export function isClusterLocal(manifest: Manifest): boolean {
    const label = localLabels.get(manifest.group);
    if (label === undefined || manifest.patch || manifest.kind === "DomainMapping") return false;
    const visibility = readManifest(manifest, "metadata", "labels", label);
    const isIgnored = ignoredChanges(manifest.resource, [[...manifest.at, "metadata.labels"].join(".")]).length > 0;
    return visibility.state === "known" && visibility.value === "cluster-local" && !isIgnored;
}

/** Whether an object is an Istio VirtualService. */
export const isVirtualService = ({ group, kind }: Manifest): boolean =>
    group === "networking.istio.io" && kind === "VirtualService";

/**
 * Reports a VirtualService that an Istio gateway serves; without gateways, or with only the reserved word `mesh`, its
 * rules apply only to sidecars (istio.io, Virtual Service, `gateways`).
 */
export function checkVirtualService(manifest: Manifest): Finding[] {
    const gateways = readManifest(manifest, "spec", "gateways");
    const isOfMesh =
        gateways.state === "absent" ||
        (gateways.state === "known" && isList(gateways.value) && gateways.value.every((name) => name === "mesh"));
    if (isOfMesh) return ignoredChanges(manifest.resource, [[...manifest.at, "spec.gateways"].join(".")]);
    if (gateways.state === "unknown") return [unknownValueFinding(manifest.resource, gateways)];
    const at = pathText([...manifest.at, "spec", "gateways"]);
    return [
        finding(manifest.resource, {
            actual: `${at} names an Istio gateway, which publishes it and bypasses the API gateway`,
            expected: "rules that apply only to the mesh",
            change: `remove ${at}, or set it to only "mesh"`,
        }),
    ];
}

const serviceType = "networking.istio.io/service-type";

/**
 * Whether a Gateway is a waypoint of Istio's ambient mesh, which only the mesh can reach: its Service is a ClusterIP
 * unless an annotation says otherwise, and HBONE requires a certificate of the mesh (istio.io, "Configure waypoint
 * proxies"; istio/istio, pilot/pkg/config/kube/gateway/deploymentcontroller.go). Its own settings could change the
 * Service.
 */
export function isWaypoint(gateway: Manifest): boolean {
    const className = readManifest(gateway, "spec", "gatewayClassName");
    const listeners = readList(gateway.resource.props, ...gateway.at, "spec", "listeners");
    return (
        className.state === "known" &&
        className.value === "istio-waypoint" &&
        listeners.state === "known" &&
        listeners.value.length > 0 &&
        listeners.value.every((listener) => isObject(listener) && listener.protocol === "HBONE") &&
        keepsService(gateway, "metadata", "annotations") &&
        keepsService(gateway, "spec", "infrastructure", "annotations") &&
        readManifest(gateway, "spec", "infrastructure", "parametersRef").state === "absent"
    );
}

// Annotations that Istio copies to the Service may change its type.
function keepsService(gateway: Manifest, ...at: readonly string[]): boolean {
    const annotations = readObject(gateway.resource.props, ...gateway.at, ...at);
    if (annotations.state === "absent") return true;
    if (annotations.state !== "known") return false;
    const type = read(annotations.value, serviceType);
    return type.state === "absent" || (type.state === "known" && type.value === "ClusterIP");
}
