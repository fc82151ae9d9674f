import { type PropertyMap, type PropertyValue, read } from "../state/property-values";
import { generated } from "./template";

const annotation = "service.beta.kubernetes.io/aws-load-balancer-";

/** Whether an object is a Service of type LoadBalancer. */
export function isLoadBalancer(object: PropertyMap): boolean {
    return object.kind === "Service" && object.apiVersion === "v1" && read(object.spec, "type") === "LoadBalancer";
}

/**
 * The host name that AWS gives to a Service's load balancer.
 * The load balancer controller and Auto Mode name it `k8s-<namespace>-<service>-<10 hex>`
 * (kubernetes-sigs/aws-load-balancer-controller, pkg/service/model_build_load_balancer.go),
 * the in-tree controller `a` and 31 hexadecimal digits (kubernetes/cloud-provider, DefaultLoadBalancerName).
 * A Service keeps its load balancer, and so the host name, as long as no part of the name changes.
 */
export function loadBalancerHostname(urn: string, service: PropertyMap, region: string, before: PropertyMap): string {
    const present = hostnameOf(before);
    if (present !== "" && newName(urn, service) === newName(urn, before)) return present;
    return `${newName(urn, service)}-${generated(`${urn} balancer`, "hex", 16)}.elb.${region}.amazonaws.com`;
}

/** The name inside the host name of a Service that has its load balancer; empty while it has none. */
export function loadBalancerName(service: PropertyMap): string {
    return (
        hostnameOf(service)
            .split(".")[0]
            ?.replace(/-[0-9a-f]+$/, "") ?? ""
    );
}

/** The host name of a Service's load balancer; empty while it has none. */
export function hostnameOf(service: PropertyMap): string {
    const ingress = read(read(service.status, "loadBalancer"), "ingress");
    const first = Array.isArray(ingress) ? ingress[0] : undefined;
    return String(read(first, "hostname") ?? "");
}

/** Whether a Service's load balancer has private addresses only. */
export function isInternal(service: PropertyMap): boolean {
    const scheme = annotationOf(service, "scheme");
    const legacy = annotationOf(service, "internal");
    // The in-tree controller accepts any value except "false"; the newer ones are internal by default.
    return isModern(service) ? scheme !== "internet-facing" : legacy !== undefined && legacy !== "false";
}

/** The value of one of the annotations `service.beta.kubernetes.io/aws-load-balancer-…`. */
export function annotationOf(service: PropertyMap, name: string): PropertyValue | undefined {
    return read(read(service.metadata, "annotations"), `${annotation}${name}`);
}

/** Whether the load balancer controller or Auto Mode creates the load balancer, rather than the in-tree controller. */
export function isModern(service: PropertyMap): boolean {
    const type = annotationOf(service, "type");
    return read(service.spec, "loadBalancerClass") !== undefined || type === "external" || type === "nlb-ip";
}

function newName(urn: string, service: PropertyMap): string {
    const identity = (key: string) => String(read(service.metadata, key) ?? "");
    // By the Service's uid, which a replaced one does not share.
    if (!isModern(service)) return `a${generated(`${urn} ${identity("namespace")}/${identity("name")}`, "hex", 31)}`;
    const given = annotationOf(service, "name");
    if (typeof given === "string") return given;
    const part = (key: string) =>
        identity(key)
            .replace(/[^a-zA-Z0-9]/g, "")
            .slice(0, 8);
    return `k8s-${part("namespace")}-${part("name")}-${generated(urn, "hex", 10)}`;
}
