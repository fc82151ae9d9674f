import { type Plain, UNKNOWN } from "../resource";
import { isList, isObject, type Path } from "../value";

// Operators and charts spell it as Kubernetes does, or in lower case, as Strimzi does.
const publicType = /^(load-?balancer|node-?port)$/i;
const typeKey = /type$|expos|^service$/i;
const switchKey = /^(hostPort|nodePort|hostNetwork|externalIPs|associatePublicIpAddress)$/i;
// Manifests and values that stand as text within the values.
const publicText =
    /\btype["']?:\s*["']?(LoadBalancer|NodePort)\b|\bhostNetwork["']?:\s*["']?true\b|\b(host|node)Port["']?:\s*[1-9]|(^|:\s*["']?)internet-facing["']?\s*$/m;

const openers: readonly ((key: string, value: Plain) => boolean)[] = [
    (key, value) => typeKey.test(key) && typeof value === "string" && publicType.test(value),
    (key, value) => switchKey.test(key) && !isOff(value),
    (_key, value) => typeof value === "string" && publicText.test(value),
];

// Charts write a switch also as an object, as in `hostPort: { enabled: false }`.
const isOff = (value: Plain): boolean =>
    value === null ||
    value === 0 ||
    value === "" ||
    String(value) === "false" ||
    (isList(value) && value.length === 0) ||
    (isObject(value) && String(value.enabled) === "false");

// What an unknown value stands for cannot open anything under these keys, unless the key itself speaks of an opening.
const harmless =
    /(name|namespace|id|arn|image|tag|version|digest|replicas|count|size|region|zone|host|domain|url|uri|key|ref|role|secret|password|token|user|email|bucket|cidr|account|label|env|data|selector|toleration|affinity|resource|storage|repository|registry|address|server|path|query|metadata|subnet|securityGroup)(es|s)?$/i;
const decisive = /associatePublic|ingress|gateway|balancer|listener|expos|hostNetwork|hostPort/i;

/** What counts as an opening in a text that some controller reads. */
export interface OpeningOptions {
    /** Whether an unknown value counts wherever it stands, or not under a key that names a thing. */
    readonly everyUnknown: boolean;
}

/** Finds the first value that asks for an opening to a network outside the cluster, or may do so. */
export function openingValue(value: Plain, path: Path, options: OpeningOptions): Path | undefined {
    const key = String(path.at(-1));
    if (value === UNKNOWN) return options.everyUnknown || !inHarmlessPlace(path) ? path : undefined;
    if (openers.some((opens) => opens(key, value))) return path;
    const members: (readonly [string | number, Plain])[] = isList(value)
        ? [...value.entries()]
        : isObject(value)
          ? Object.entries(value)
          : [];
    for (const [name, member] of members) {
        if (/(ingress|httpRoute)$/i.test(String(name)) && isObject(member) && String(member.enabled) === "true")
            return [...path, name, "enabled"];
        const open = openingValue(member, [...path, name], options);
        if (open) return open;
    }
    return undefined;
}

function inHarmlessPlace(path: Path): boolean {
    const keys = path.filter((step) => typeof step === "string");
    return keys.some((key) => harmless.test(key)) && !keys.slice(-1).some((key) => decisive.test(key));
}
