import type { Settings } from "../../../contract/settings";
import { type Finding, finding, unknownValueFinding } from "../../../reading/finding";
import { type Manifest, readManifest } from "../../../reading/manifest";
import type { Plain, Resource } from "../../../reading/resource";
import { describeReading, knownValue, type Path, pathText, type Reading, read, readList } from "../../../reading/value";
import { checkAttributes } from "./load-balancer-attributes";

const prefix = "service.beta.kubernetes.io/aws-load-balancer";
const schemeKey = `${prefix}-scheme`;
const internalKey = `${prefix}-internal`;

const privateLoadBalancer = `an internal load balancer: loadBalancerClass "eks.amazonaws.com/nlb" or "service.k8s.aws/nlb" with the scheme "internal"`;

const deciding = ["type", "scheme", "internal", "eip-allocations", "attributes", "ip-address-type"];

/**
 * Properties that determine whether a Service is public; controllers may change other properties of ports and
 * annotations.
 */
export const servicePaths: readonly string[] = [
    "spec.type",
    "spec.loadBalancerClass",
    "spec.externalIPs",
    "spec.ports.*.nodePort",
    ...deciding.map((key) => `metadata.annotations["${prefix}-${key}"]`),
];

/**
 * Checks that a Service is a ClusterIP, or that every controller that may serve it makes its load balancer internal.
 */
export function checkService(service: Manifest, settings: Settings): Finding[] {
    const { resource } = service;
    const type = readManifest(service, "spec", "type");
    const at = [...service.at, "spec", "type"];
    if (type.state === "unknown") return [unknownValueFinding(resource, type)];
    const name = type.state === "known" ? type.value : undefined;
    const findings = [...externalIps(service)];
    if (type.state === "absent") findings.push(...(service.patch ? patched(service, settings) : []));
    else if (name === "LoadBalancer") findings.push(...loadBalancer(service, settings), ...checkAttributes(service));
    else if (name === "NodePort") findings.push(onEveryNode(resource, type, `set ${pathText(at)} to "ClusterIP"`));
    else if (name !== "ClusterIP" && name !== "ExternalName") findings.push(invalidType(resource, at, type));
    findings.push(...nodePorts(service));
    return findings.slice(0, 1);
}

const types = ["ClusterIP", "NodePort", "LoadBalancer", "ExternalName"];

// A value that resembles a type is a typo; any other string may be a secret, which policies cannot recognise.
function describeType(type: Reading<Plain>): string {
    const text = knownValue(type);
    const isSlip = typeof text !== "string" || types.some((one) => one.toLowerCase() === text.toLowerCase());
    return isSlip ? describeReading(type) : "another string";
}

const invalidType = (resource: Resource, at: Path, type: Reading<Plain>): Finding =>
    finding(resource, {
        actual: `${pathText(at)} is ${describeType(type)}, which is not a valid Service type`,
        expected: `a ClusterIP Service, or ${privateLoadBalancer}`,
        change: `set ${pathText(at)} to "ClusterIP"`,
    });

function loadBalancer(service: Manifest, settings: Settings): Finding[] {
    const { resource } = service;
    const address = eipAllocations(service);
    if (address) return [address];
    const otherClass = unknownClass(service, settings);
    if (otherClass) return [otherClass];
    if (readManifest(service, "spec", "loadBalancerClass").state !== "absent") return byScheme(service);
    const type = annotationOf(service, `${prefix}-type`);
    if (type.state === "unknown") return [unknownValueFinding(resource, type)];
    // Only these two values assign a Service without a class to the AWS Load Balancer Controller.
    const takenOver = isText(type, "external") || isText(type, "nlb-ip");
    return takenOver ? byScheme(service) : byInternal(service);
}

function unknownClass(service: Manifest, { loadBalancerClasses }: Settings): Finding | undefined {
    const loadBalancerClass = readManifest(service, "spec", "loadBalancerClass");
    if (loadBalancerClass.state === "unknown") return unknownValueFinding(service.resource, loadBalancerClass);
    if (loadBalancerClass.state === "absent") return undefined;
    if (loadBalancerClasses.some((known) => isText(loadBalancerClass, known))) return undefined;
    return finding(service.resource, {
        actual: `loadBalancerClass ${describeReading(loadBalancerClass)} belongs to a controller that this rule does not know`,
        expected: `an internal load balancer of a class that reads the scheme "internal": ${loadBalancerClasses.join(", ")}`,
        change: "set spec.loadBalancerClass to one of these, or add its class to the policy's loadBalancerClasses",
    });
}

// With the AWS Load Balancer Controller and Auto Mode, the scheme annotation wins and only "internal" is private.
function byScheme(service: Manifest): Finding[] {
    const scheme = annotationOf(service, schemeKey);
    if (scheme.state === "unknown") return [unknownValueFinding(service.resource, scheme)];
    if (!isText(scheme, "internal")) return [wrongScheme(service, scheme)];
    const internal = annotationOf(service, internalKey);
    if (internal.state === "absent" || isText(internal, "true")) return [];
    return [contradiction(service, internal)];
}

// The legacy cloud provider ignores the scheme; without this annotation its load balancer faces the internet.
function byInternal(service: Manifest): Finding[] {
    const internal = annotationOf(service, internalKey);
    if (internal.state === "unknown") return [unknownValueFinding(service.resource, internal)];
    if (!isText(internal, "true")) return [wrongInternal(service, internal)];
    const scheme = annotationOf(service, schemeKey);
    return scheme.state === "absent" || isText(scheme, "internal") ? [] : [contradiction(service, scheme)];
}

const wrongScheme = (service: Manifest, scheme: Reading<Plain>): Finding =>
    finding(service.resource, {
        actual: `it asks for a load balancer whose annotation ${schemeKey} is ${describeReading(scheme)}`,
        expected: `an explicitly internal load balancer`,
        change: `set ${pathText(annotationPath(service, schemeKey))} to "internal"`,
    });

const wrongInternal = (service: Manifest, internal: Reading<Plain>): Finding =>
    finding(service.resource, {
        actual: `it asks for a load balancer without a class, and its annotation ${internalKey} is ${describeReading(internal)}, so the load balancer may face the internet`,
        expected: privateLoadBalancer,
        change: `set spec.loadBalancerClass and ${schemeKey}: "internal", or for the legacy controller ${internalKey}: "true"`,
    });

function contradiction({ resource }: Manifest, second: Reading<Plain>): Finding {
    if (second.state === "unknown") return unknownValueFinding(resource, second);
    return finding(resource, {
        actual: `its annotations ${schemeKey} and ${internalKey} contradict each other, and controllers differ in which one they read`,
        expected: "consistent annotations for an internal load balancer",
        change: `set ${schemeKey} to "internal" and remove ${internalKey}`,
    });
}

function eipAllocations(service: Manifest): Finding | undefined {
    const key = `${prefix}-eip-allocations`;
    const addresses = annotationOf(service, key);
    if (addresses.state === "absent") return undefined;
    // If all annotations are unknown, this one need not be the cause.
    if (addresses.state === "unknown" && addresses.path.at(-1) !== key)
        return unknownValueFinding(service.resource, addresses);
    return finding(service.resource, {
        actual: `its annotation ${key} assigns public addresses to the load balancer`,
        expected: "a load balancer without Elastic IP addresses",
        change: `remove the annotation ${key}`,
    });
}

// A patch may apply to a Service that is a load balancer already; it must not expose it.
function patched(service: Manifest, settings: Settings): Finding[] {
    const otherClass = unknownClass(service, settings);
    return [...(otherClass ? [otherClass] : []), ...patchedAnnotations(service), ...checkAttributes(service)];
}

function patchedAnnotations(service: Manifest): Finding[] {
    const annotations = readManifest(service, "metadata", "annotations");
    if (annotations.state === "unknown") return [unknownValueFinding(service.resource, annotations)];
    const address = eipAllocations(service);
    if (address) return [address];
    const scheme = annotationOf(service, schemeKey);
    if (scheme.state !== "absent" && !isText(scheme, "internal")) return [wrongScheme(service, scheme)];
    const internal = annotationOf(service, internalKey);
    return internal.state === "absent" || isText(internal, "true") ? [] : [wrongInternal(service, internal)];
}

function externalIps(service: Manifest): Finding[] {
    const path: Path = [...service.at, "spec", "externalIPs"];
    const ips = readList(service.resource.props, ...path);
    if (ips.state === "absent" || (ips.state === "known" && ips.value.length === 0)) return [];
    if (ips.state !== "known") return [unknownValueFinding(service.resource, ips)];
    return [
        finding(service.resource, {
            actual: `${pathText(path)} admits traffic to the nodes from outside the cluster`,
            expected: "no external addresses",
            change: `remove ${pathText(path)}`,
        }),
    ];
}

function nodePorts(service: Manifest): Finding[] {
    const path: Path = [...service.at, "spec", "ports"];
    const ports = readList(service.resource.props, ...path);
    // The cluster assigns node ports to the ports of a load balancer, which then appear in the outputs.
    if (ports.state === "absent" || !service.resource.declared) return [];
    if (ports.state !== "known") return [unknownValueFinding(service.resource, ports)];
    return [...ports.value.keys()].flatMap((index) => {
        const port = read(service.resource.props, ...path, index, "nodePort");
        if (port.state === "absent" || (port.state === "known" && port.value === 0)) return [];
        if (port.state !== "known") return [unknownValueFinding(service.resource, port)];
        return [onEveryNode(service.resource, port, `remove ${pathText(port.path)}`)];
    });
}

const onEveryNode = (resource: Resource, exposure: Reading<Plain>, change: string): Finding =>
    finding(resource, {
        actual: `${pathText(exposure.path)} is ${describeReading(exposure)}, which opens a port on every node`,
        expected: `a ClusterIP Service, or ${privateLoadBalancer}`,
        change,
    });

const annotationOf = (service: Manifest, key: string) => readManifest(service, "metadata", "annotations", key);

const annotationPath = (service: Manifest, key: string): Path => [...service.at, "metadata", "annotations", key];

const isText = (reading: Reading<Plain>, text: string): boolean => reading.state === "known" && reading.value === text;
