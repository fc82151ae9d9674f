import { type Finding, finding, undecidable } from "../finding";
import type { Settings } from "../settings";
import { isList, type Path, pathText, read, readList, type readString } from "../value";
import { type Manifest, readManifest } from "./manifest";

const prefix = "service.beta.kubernetes.io/aws-load-balancer";
const schemeKey = `${prefix}-scheme`;
const internalKey = `${prefix}-internal`;

const privateLoadBalancer = `an internal load balancer: loadBalancerClass "eks.amazonaws.com/nlb" or "service.k8s.aws/nlb" with the scheme "internal"`;

/** Properties that decide whether a Service is public. */
export const servicePaths = [
    "spec.type",
    "spec.loadBalancerClass",
    "spec.externalIPs",
    "spec.ports",
    "metadata.annotations",
];

/** A Service is private as ClusterIP, or behind a load balancer that every controller that may take it makes internal. */
export function judgeService(service: Manifest, settings: Settings): Finding[] {
    const { resource } = service;
    const type = readManifest(service, "spec", "type");
    if (type.state === "unknown") return [undecidable(resource, type)];
    const name = type.state === "absent" ? "ClusterIP" : type.state === "known" ? type.value : undefined;
    const findings = [...externalIps(service)];
    if (name === "LoadBalancer") findings.push(...loadBalancer(service, settings));
    else if (name === "NodePort") findings.push(nodePort(service, `spec.type is "NodePort"`));
    else if (name !== "ClusterIP" && name !== "ExternalName") findings.push(undecidable(resource, type));
    else if (service.patch && type.state === "absent") findings.push(...patchedAnnotations(service));
    if (name !== "NodePort") findings.push(...nodePorts(service));
    return findings.slice(0, 1);
}

function loadBalancer(service: Manifest, { loadBalancerClasses }: Settings): Finding[] {
    const { resource } = service;
    const address = eipAllocations(service);
    if (address) return [address];
    const loadBalancerClass = readManifest(service, "spec", "loadBalancerClass");
    if (loadBalancerClass.state === "unknown") return [undecidable(resource, loadBalancerClass)];
    if (loadBalancerClass.state !== "absent") {
        const known = loadBalancerClass.state === "known" && typeof loadBalancerClass.value === "string";
        if (known && loadBalancerClasses.includes(String(loadBalancerClass.value))) return byScheme(service);
        return [
            finding(resource, {
                found: `loadBalancerClass ${JSON.stringify(known ? loadBalancerClass.value : null)} is served by a controller that this rule does not know`,
                wanted: `an internal load balancer of a class that reads the scheme "internal": ${loadBalancerClasses.join(", ")}`,
                change: "set spec.loadBalancerClass to one of these, or add its class to the policy's loadBalancerClasses",
            }),
        ];
    }
    const type = annotationOf(service, `${prefix}-type`);
    if (type.state === "unknown") return [undecidable(resource, type)];
    // Only these two values hand a Service without a class to the AWS Load Balancer Controller.
    const takenOver = type.state === "known" && (type.value === "external" || type.value === "nlb-ip");
    return takenOver ? byScheme(service) : byInternal(service);
}

// The AWS Load Balancer Controller and Auto Mode: the scheme annotation wins and only "internal" is private.
function byScheme(service: Manifest): Finding[] {
    const scheme = annotationOf(service, schemeKey);
    if (scheme.state === "unknown") return [undecidable(service.resource, scheme)];
    if (scheme.state !== "known" || scheme.value !== "internal") return [wrongScheme(service, schemeKey, "internal")];
    const internal = annotationOf(service, internalKey);
    if (internal.state === "absent" || isTrue(internal)) return [];
    return [contradiction(service)];
}

// The cloud provider's own controller reads no scheme; without this annotation its load balancer faces the internet.
function byInternal(service: Manifest): Finding[] {
    const internal = annotationOf(service, internalKey);
    if (internal.state === "unknown") return [undecidable(service.resource, internal)];
    if (!isTrue(internal)) return [wrongScheme(service, internalKey, "true")];
    const scheme = annotationOf(service, schemeKey);
    return scheme.state === "absent" || (scheme.state === "known" && scheme.value === "internal")
        ? []
        : [contradiction(service)];
}

function wrongScheme(service: Manifest, key: string, wanted: string): Finding {
    const reading = annotationOf(service, key);
    const value = reading.state === "known" ? JSON.stringify(reading.value) : "absent";
    return finding(service.resource, {
        found:
            key === schemeKey
                ? `it asks for a load balancer whose annotation ${key} is ${value}`
                : `it asks for a load balancer without a class, and its annotation ${key} is ${value}, so the load balancer may face the internet`,
        wanted: key === schemeKey ? `an internal load balancer, said so by "internal"` : privateLoadBalancer,
        change:
            key === schemeKey
                ? `set ${pathText(annotationPath(service, key))} to ${JSON.stringify(wanted)}`
                : `set spec.loadBalancerClass and ${schemeKey}: "internal", or for the legacy controller ${key}: "true"`,
    });
}

const contradiction = (service: Manifest): Finding =>
    finding(service.resource, {
        found: `its annotations ${schemeKey} and ${internalKey} contradict each other, and controllers differ in which one they read`,
        wanted: "annotations that all say internal",
        change: `set ${schemeKey} to "internal" and remove ${internalKey}`,
    });

function eipAllocations(service: Manifest): Finding | undefined {
    const key = `${prefix}-eip-allocations`;
    if (annotationOf(service, key).state === "absent") return undefined;
    return finding(service.resource, {
        found: `its annotation ${key} gives the load balancer public addresses`,
        wanted: "a load balancer without Elastic IP addresses",
        change: `remove the annotation ${key}`,
    });
}

// A patch may hit a Service that is a load balancer already; what it says must not open it.
function patchedAnnotations(service: Manifest): Finding[] {
    const annotations = readManifest(service, "metadata", "annotations");
    if (annotations.state === "unknown") return [undecidable(service.resource, annotations)];
    const address = eipAllocations(service);
    if (address) return [address];
    const scheme = annotationOf(service, schemeKey);
    if (scheme.state !== "absent" && !(scheme.state === "known" && scheme.value === "internal"))
        return [wrongScheme(service, schemeKey, "internal")];
    const internal = annotationOf(service, internalKey);
    return internal.state === "absent" || isTrue(internal) ? [] : [wrongScheme(service, internalKey, "true")];
}

function externalIps(service: Manifest): Finding[] {
    const ips = readManifest(service, "spec", "externalIPs");
    if (ips.state === "absent" || (ips.state === "known" && isList(ips.value) && ips.value.length === 0)) return [];
    if (ips.state === "unknown") return [undecidable(service.resource, ips)];
    return [
        finding(service.resource, {
            found: "spec.externalIPs takes traffic for addresses that reach the nodes from outside",
            wanted: "no external addresses",
            change: "remove spec.externalIPs",
        }),
    ];
}

function nodePorts(service: Manifest): Finding[] {
    const path: Path = [...service.at, "spec", "ports"];
    const ports = readList(service.resource.props, ...path);
    // The cluster gives a load balancer's ports node ports of its own, which outputs then show.
    if (ports.state === "absent" || !service.resource.declared) return [];
    if (ports.state !== "known") return [undecidable(service.resource, ports)];
    const open = ports.value.findIndex((port) => {
        const reading = read(port, "nodePort");
        return (
            reading.state === "unknown" ||
            reading.state === "invalid" ||
            (reading.state === "known" && reading.value !== 0)
        );
    });
    return open < 0 ? [] : [nodePort(service, `${pathText([...path, open, "nodePort"])} is set`)];
}

const nodePort = (service: Manifest, what: string): Finding =>
    finding(service.resource, {
        found: `${what}, which opens a port on every node`,
        wanted: `a ClusterIP Service, or ${privateLoadBalancer}`,
        change: what.startsWith("spec.type") ? `set spec.type to "ClusterIP"` : "remove nodePort",
    });

const annotationOf = (service: Manifest, key: string) => readManifest(service, "metadata", "annotations", key);

const annotationPath = (service: Manifest, key: string): Path => [...service.at, "metadata", "annotations", key];

const isTrue = (reading: ReturnType<typeof readString> | ReturnType<typeof read>): boolean =>
    reading.state === "known" && (reading.value === "true" || reading.value === true);
