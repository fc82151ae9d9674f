import { isObject, read, readList, readObject } from "../../../reading/value";
import { type Manifest, readManifest } from "./manifest";

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
