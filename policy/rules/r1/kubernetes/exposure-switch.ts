import type { Plain, Props } from "../../../reading/resource";
import { isList, isObject, type Path } from "../../../reading/value";

/** Whether a value enables something: true, "true", or an object with `enabled: true`. */
export const isOn = (value: Plain): boolean => isSetTo(value, true);

/** Whether a value disables something; charts may use an object, as in `hostPort: { enabled: false }`. */
export const isOff = (value: Plain): boolean =>
    value === null || value === 0 || value === "" || (isList(value) && value.length === 0) || isSetTo(value, false);

function isSetTo(value: Plain, expected: boolean): boolean {
    const state = isObject(value) ? value.enabled : value;
    return state === expected || state === String(expected);
}

const ingressKey = /(ingress|httpRoute)$|^route$/i;
const plainKey = /^((enable|create|use)_?)?(ingress|route)$/i;
// Of MongoDB, ArangoDB and Hazelcast, where the default is a load balancer
const externalKey = /^(externalAccess|exposeExternally)$/i;
const closedType = /^(None|ClusterIP)$/;
// Inside these keys a type says how a Service is published; elsewhere "route" and "ingress" may be any type.
const publishing = /^(listeners|expose|externalAccess)$/i;

/**
 * Whether a value asks for an Ingress or an OpenShift Route. With `byPresence`, an object without `enabled` does too,
 * since operators create an Ingress from it: `spec.ingress` of Grafana, Flink and Vault, `spec.externalAccess` of
 * MongoDB.
 */
export function exposesIngress(value: Plain, path: Path, byPresence: boolean): boolean {
    const key = String(path.at(-1));
    if (isObject(value) ? ingressKey.test(key) : plainKey.test(key)) {
        if (isOn(value)) return true;
    }
    if (typeof value === "string") return isIngressType(value, key, path);
    // Nuclio's ingresses, by name
    if (byPresence && /^ingresses$/i.test(key) && isObject(value)) return Object.keys(value).length > 0;
    return byPresence && isObject(value) && !("enabled" in value) && isRequested(value, key, path);
}

// AWX's ingress_type, Strimzi's listeners, Harbor's expose.
function isIngressType(value: string, key: string, path: Path): boolean {
    if (!/^(ingress|route)$/i.test(value)) return false;
    // Solr's external: { method: "Ingress" }
    if (key === "method" && path.at(-2) === "external") return true;
    return /ingress_?type$/i.test(key) || (key === "type" && path.some((step) => publishing.test(String(step))));
}

// In Prometheus, alerts are sent along a route, which names a receiver.
function isRequested(value: Props, key: string, path: Path): boolean {
    if (externalKey.test(key)) return !(typeof value.type === "string" && closedType.test(value.type));
    if (/^(ingress|route)$/i.test(key) && path.at(-2) === "spec") return !("receiver" in value);
    return (
        ingressKey.test(key) && ["spec", "host", "hosts", "hostname", "rules", "template"].some((part) => part in value)
    );
}
