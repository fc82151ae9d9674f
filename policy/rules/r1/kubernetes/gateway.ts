import { type Finding, finding } from "../../../reading/finding";
import type { Plain, Stack } from "../../../reading/resource";
import { read } from "../../../reading/value";
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
} from "./manifest";
import { isWaypoint } from "./mesh";

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
    return [
        finding(manifest.resource, {
            actual: "its class does not resolve to one of AWS's controller in this stack, and other controllers do not read its settings",
            expected: `a GatewayClass of this stack with the controllerName "${[...controllers].join('" or "')}"`,
            change: "declare the GatewayClass in this program, or read it with get, and set spec.gatewayClassName to its name",
        }),
    ];
}

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
