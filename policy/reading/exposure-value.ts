import { type Plain, type Props, UNKNOWN } from "./resource";
import { isList, isObject, type Path } from "./value";

// Operators and charts write the type as Kubernetes does, in lower case (Strimzi), or as a publishing strategy
// (Contour).
const publicType = /^(load-?balancer|node-?port)(-?service)?$/i;
const typeKey = /type$|expos|^service$|(mode|method|access)$/i;
// In Kubernetes' own spelling, the word means the type under any key that does not name something, e.g. as a parameter.
const exactType = /^(LoadBalancer|NodePort)$/;
const namingKey = /^(\d+|name|kind|key|label|title|description|message|reason)$/i;
const switchKey =
    /^((use_?)?host_?port(_?config)?|(use_?)?host_?network|nodePort|externalIPs|associatePublicIpAddress)$/i;
// Zalando's enableMasterLoadBalancer, MongoDB's exposedExternally; disabled or internal load balancers are fine.
const exposureSwitch =
    /^(?!disable|skip|without)(?!.*internal).*load_?balancer$|^(is_?)?(public(ly_?accessible|_?access|_?ip(_?address)?)?|internet_?facing)$|^expose[sd]?_?externally$|^externalAccess$|^exposeServices?$/i;
// Manifests and values in strings within the values.
const publicText =
    /^[^\S\n]*(- )?kind["']?:\s*["']?(Ingress|IngressRoute(TCP|UDP)?|HTTPProxy|HTTPRoute)\b|\bvalue["']?:\s*["']?(LoadBalancer|NodePort)\b|\btype["']?:\s*["']?(LoadBalancer|NodePort)\b|\bhostNetwork["']?:\s*["']?true\b|\b(host|node)Port["']?:\s*[1-9]|(^|:\s*["']?)internet-facing["']?\s*$/m;

const publicWord = /^(public|external|internet(-facing)?)$/i;
const balancing = /(load_?balancer|[^a-z]elb|nlb|alb|service|ingress|gateway)$/i;

const exposers: readonly ((key: string, value: Plain, parent: string) => boolean)[] = [
    (key, value) => typeKey.test(key) && typeof value === "string" && publicType.test(value),
    (key, value) => switchKey.test(key) && !isOff(value),
    (key, value) => exposureSwitch.test(key) && isOn(value),
    (key, value) => typeof value === "string" && exactType.test(value) && !namingKey.test(key),
    // Open Liberty's expose: true; an object has a type instead.
    (key, value) => key === "expose" && String(value) === "true",
    (key, value) => /exposure$/i.test(key) && typeof value === "string" && publicWord.test(value),
    (key, value, parent) => key === "internal" && String(value) === "false" && balancing.test(parent),
    // Rook's equivalent of hostNetwork
    (key, value, parent) => key === "provider" && value === "host" && parent === "network",
    // Koperator creates a load balancer for each of these.
    (key, value) => key === "externalListeners" && isList(value) && value.length > 0,
    // MinIO's exposeServices: { minio: true }
    (key, value) => /^exposeServices?$/i.test(key) && isObject(value) && Object.values(value).some(isOn),
    (_key, value) => typeof value === "string" && publicText.test(value),
];

// Unknown values under these keys cannot expose anything, unless the key itself implies exposure.
const safeKey =
    /(name|namespace|id|arn|image|tag|version|digest|replicas|instances|count|size|region|zone|host|domain|url|uri|key|ref|role|secret|password|token|user|email|bucket|cidr|account|label|env|data|selector|toleration|affinity|resource|storage|arg|argument|queue|topic|prefix|suffix|dir|file|repository|registry|address|addr|server|path|query|metadata|subnet|securityGroup)(es|s)?$/i;
// Settings of a program such as Flink, Elasticsearch or Kafka Connect: state.checkpoints.dir. Annotations contain a
// "/".
const setting = /^[^/]*[^/.]\.[^/]+$/;
// Identity of the release's environment, its data stores and their credentials: charts use these in arguments, labels,
// Secrets and role annotations, and never for exposure.
const identity =
    /^((cluster|awsCluster)Name|cluster(Endpoint|Arn)|vpcId|(aws)?Region|(aws)?AccountId|interruptionQueue|(iam)?RoleArn|eks\.amazonaws\.com\/role-arn|txtOwnerId|(hosted)?ZoneId|bucket(Name)?|fileSystemId|logGroup(Name)?|kmsKey(Id|Arn)?|\w*password|api_?key|app_?key|existingSecret(Name)?)$/i;
const decisive = /associatePublic|ingress|gateway|balancer|listener|expos|hostNetwork|hostPort/i;

/** How to interpret values. */
interface ExposureOptions {
    /**
     * The reader of the values. A chart has defaults for omitted values, and any unknown value except its identity may
     * reach a template. An operator treats an object that is present as a request, and an unknown value under a naming
     * key as a name.
     */
    readonly by: "chart" | "operator";
    /** Whether only a value that is known counts. */
    readonly onlyKnown?: true;
}

/** Finds the first value that asks for exposure to a network outside the cluster, or may do so. */
export function exposureValue(value: Plain, path: Path, options: ExposureOptions): Path | undefined {
    const key = String(path.at(-1));
    if (value === UNKNOWN) return options.onlyKnown || mayBeUnknown(path, options) ? undefined : path;
    if (isObject(value) && isInternalIngress(value)) return undefined;
    if (exposers.some((exposes) => exposes(key, value, String(path.at(-2))))) return path;
    if (exposesIngress(value, path, options.by === "operator"))
        return isObject(value) && "enabled" in value ? [...path, "enabled"] : path;
    const members: (readonly [string | number, Plain])[] = isList(value)
        ? [...value.entries()]
        : isObject(value)
          ? Object.entries(value)
          : [];
    const isInternal = isObject(value) && isInternalBalancer(value);
    for (const [name, member] of members) {
        if (isInternal && name === "type") continue;
        const open = exposureValue(member, [...path, name], options);
        if (open) return open;
    }
    return undefined;
}

const balancer = "service.beta.kubernetes.io/aws-load-balancer";

/** Whether the values of a Service make its load balancer internal, as AWS's controllers read its annotations. */
export function isInternalBalancer({ type, loadBalancerClass, annotations }: Props): boolean {
    if (type !== "LoadBalancer" || !isObject(annotations)) return false;
    const [scheme, internal, kind] = ["scheme", "internal", "type"].map((key) => annotations[`${balancer}-${key}`]);
    const isOn = internal === true || internal === "true";
    if (annotations[`${balancer}-eip-allocations`] !== undefined) return false;
    // These belong to the AWS Load Balancer Controller, which reads the scheme; the older controller does not.
    return typeof loadBalancerClass === "string" || kind === "external" || kind === "nlb-ip"
        ? scheme === "internal" && (internal === undefined || isOn)
        : isOn && (scheme === undefined || scheme === "internal");
}

// Values of an Ingress whose load balancer AWS's controller makes internal.
function isInternalIngress({ className, ingressClassName, annotations }: Props): boolean {
    if (!isObject(annotations)) return false;
    const ofClass = className ?? ingressClassName ?? annotations["kubernetes.io/ingress.class"];
    return ofClass === "alb" && annotations["alb.ingress.kubernetes.io/scheme"] === "internal";
}

const mayBeUnknown = (path: Path, { by }: ExposureOptions): boolean =>
    by === "chart" ? identity.test(String(path.at(-1))) : isSafePath(path);

/** Whether a value at a path cannot expose anything, e.g. a name, an image or a label. */
export function isSafePath(path: Path): boolean {
    const keys = path.filter((step) => typeof step === "string" && step !== "enabled").map(String);
    const last = keys.at(-1) ?? "";
    return (keys.some((key) => safeKey.test(key)) || setting.test(last)) && !isDecisiveKey(last);
}

/** Whether a value under a key may expose something by itself. */
export const isDecisiveKey = (key: string): boolean => typeKey.test(key) || impliesExposure(key);

const impliesExposure = (key: string): boolean =>
    [decisive, switchKey, exposureSwitch, /^route$/i].some((pattern) => pattern.test(key));

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
function exposesIngress(value: Plain, path: Path, byPresence: boolean): boolean {
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
