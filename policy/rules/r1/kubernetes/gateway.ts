import { type Finding, finding, unknownValueFinding } from "../../../reading/finding";
import { ignoredChanges } from "../../../reading/ignored-changes";
import {
    dependentProperty,
    gatewayGroups,
    hasName,
    isNamed,
    type Manifest,
    namespaceOf,
    objectsOf,
    readManifest,
    valueOr,
} from "../../../reading/manifest";
import type { Plain, Stack } from "../../../reading/resource";
import { isList, isObject, pathText, type Reading, read, readList, readObject } from "../../../reading/value";

const settings = { group: "gateway.k8s.aws", kind: "LoadBalancerConfiguration" };
const controllers: ReadonlySet<Plain> = new Set(["gateway.k8s.aws/alb", "gateway.k8s.aws/nlb"]);

/**
 * Checks a Gateway. It is private if its settings are internal and its class in the stack belongs to the AWS Load
 * Balancer Controller, since other controllers do not read the settings. Users of the controller create that class
 * themselves (its guide, Gateway API). A waypoint has no load balancer, unless the stack assigns its class to a
 * controller other than Istio's.
 */
export function checkGateway(stack: Stack, manifest: Manifest): Finding[] {
    const own = readManifest(manifest, "spec", "infrastructure", "parametersRef");
    const classes = classesOf(stack, manifest);
    if (isWaypoint(manifest) && mayBeClasses(stack, manifest).length === 0) return [];
    const isInternal =
        own.state === "absent"
            ? classes.length > 0 && classes.every((each) => isInternalClass(stack, each))
            : own.state === "known" && isInternalReference(stack, own.value, namespaceOf(manifest));
    const className = readManifest(manifest, "spec", "gatewayClassName");
    const unknownSettings = own.state === "absent" ? className : unknownPartOf(manifest, own);
    if (!isInternal && unknownSettings.state === "unknown")
        return [unknownValueFinding(manifest.resource, unknownSettings)];
    if (!isInternal)
        return [
            finding(manifest.resource, {
                actual: "no settings in this stack make its load balancer internal",
                expected:
                    'no Gateway, or one whose parametersRef names a LoadBalancerConfiguration of this stack with the scheme "internal"',
                change: "set spec.infrastructure.parametersRef to it, or publish the API through the API gateway",
            }),
        ];
    if (classes.length > 0 && mayBeClasses(stack, manifest).every(isOfController)) return [];
    if (className.state === "unknown") return [unknownValueFinding(manifest.resource, className)];
    return [
        finding(manifest.resource, {
            actual: "its class does not resolve to one of AWS's controller in this stack, and other controllers do not read its settings",
            expected: `a GatewayClass of this stack with the controllerName "${[...controllers].join('" or "')}"`,
            change: "declare the GatewayClass in this program, or read it with get, and set spec.gatewayClassName to its name",
        }),
    ];
}

// The settings themselves, or a part of the reference to them.
const unknownPartOf = (manifest: Manifest, settings: Reading<Plain>): Reading<Plain> =>
    ["group", "kind", "name"]
        .map((key) => read(manifest.resource.props, ...settings.path, key))
        .find(({ state }) => state === "unknown") ?? settings;

// Classes that a Gateway references; an unknown name belongs to the classes that it depends on.
function classesOf(stack: Stack, manifest: Manifest): readonly Manifest[] {
    const name = readManifest(manifest, "spec", "gatewayClassName");
    const from = manifest.resource.propertyDependencies[dependentProperty(manifest)] ?? [];
    return allClasses(stack).filter((each) =>
        name.state === "unknown" ? from.includes(each.resource.urn) : hasName(each, valueOr(undefined, name)),
    );
}

// If either name is unknown, they may be equal.
function mayBeClasses(stack: Stack, manifest: Manifest): readonly Manifest[] {
    const name = readManifest(manifest, "spec", "gatewayClassName");
    return allClasses(stack).filter((each) => {
        const own = readManifest(each, "metadata", "name");
        return own.state === "unknown" || name.state === "unknown" || hasName(each, valueOr(undefined, name));
    });
}

const allClasses = (stack: Stack): readonly Manifest[] => objectsOf(stack, gatewayGroups, "GatewayClass");

function isInternalClass(stack: Stack, gatewayClass: Manifest): boolean {
    const reference = readManifest(gatewayClass, "spec", "parametersRef");
    if (reference.state !== "known") return false;
    return isInternalReference(stack, reference.value, valueOr("default", read(reference.value, "namespace")));
}

function isOfController(gatewayClass: Manifest): boolean {
    const controller = readManifest(gatewayClass, "spec", "controllerName");
    return controller.state === "known" && controllers.has(controller.value);
}

// The settings themselves are checked separately.
function isInternalReference(stack: Stack, reference: Plain, namespace: Plain | undefined): boolean {
    const [group, kind, name] = ["group", "kind", "name"].map((key) => valueOr(undefined, read(reference, key)));
    return (
        group === settings.group &&
        kind === settings.kind &&
        objectsOf(stack, new Set([settings.group]), settings.kind).some((each) => isNamed(each, name, namespace))
    );
}

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
function isWaypoint(gateway: Manifest): boolean {
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
