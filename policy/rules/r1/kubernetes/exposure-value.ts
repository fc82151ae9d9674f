import { type Plain, UNKNOWN } from "../../../reading/resource";
import { isList, isObject, type Path } from "../../../reading/value";
import { exposesIngress, isOff, isOn } from "./exposure-switch";

// Operators and charts spell it as Kubernetes does, in lower case, as Strimzi does, or as a way of publishing, as Contour does.
const publicType = /^(load-?balancer|node-?port)(-?service)?$/i;
const typeKey = /type$|expos|^service$|(mode|method|access)$/i;
// In Kubernetes' own spelling a word means it under any key that does not name a thing: a parameter's value, say.
const exactType = /^(LoadBalancer|NodePort)$/;
const namingKey = /^(\d+|name|kind|key|label|title|description|message|reason)$/i;
const switchKey =
    /^((use_?)?host_?port(_?config)?|(use_?)?host_?network|nodePort|externalIPs|associatePublicIpAddress)$/i;
// Zalando's enableMasterLoadBalancer, MongoDB's exposedExternally; what is said to be off or internal opens nothing.
const exposureSwitch =
    /^(?!disable|skip|without)(?!.*internal).*load_?balancer$|^(is_?)?(public(ly_?accessible|_?access|_?ip(_?address)?)?|internet_?facing)$|^expose[sd]?_?externally$|^externalAccess$|^exposeServices?$/i;
// Manifests and values that stand as text within the values.
const publicText =
    /^[^\S\n]*(- )?kind["']?:\s*["']?(Ingress|IngressRoute(TCP|UDP)?|HTTPProxy|HTTPRoute)\b|\bvalue["']?:\s*["']?(LoadBalancer|NodePort)\b|\btype["']?:\s*["']?(LoadBalancer|NodePort)\b|\bhostNetwork["']?:\s*["']?true\b|\b(host|node)Port["']?:\s*[1-9]|(^|:\s*["']?)internet-facing["']?\s*$/m;

const publicWord = /^(public|external|internet(-facing)?)$/i;
const balancing = /(load_?balancer|[^a-z]elb|nlb|alb|service|ingress|gateway)$/i;

const exposers: readonly ((key: string, value: Plain, parent: string) => boolean)[] = [
    (key, value) => typeKey.test(key) && typeof value === "string" && publicType.test(value),
    (key, value) => switchKey.test(key) && !isOff(value),
    (key, value) => exposureSwitch.test(key) && isOn(value),
    (key, value) => typeof value === "string" && exactType.test(value) && !namingKey.test(key),
    // Open Liberty's expose: true; of what is an object its type speaks.
    (key, value) => key === "expose" && String(value) === "true",
    (key, value) => /exposure$/i.test(key) && typeof value === "string" && publicWord.test(value),
    (key, value, parent) => key === "internal" && String(value) === "false" && balancing.test(parent),
    // Rook's way of saying hostNetwork
    (key, value, parent) => key === "provider" && value === "host" && parent === "network",
    // Koperator's brokers have a load balancer for each of these.
    (key, value) => key === "externalListeners" && isList(value) && value.length > 0,
    // MinIO's exposeServices: { minio: true }
    (key, value) => /^exposeServices?$/i.test(key) && isObject(value) && Object.values(value).some(isOn),
    (_key, value) => typeof value === "string" && publicText.test(value),
];

// What an unknown value stands for cannot open anything under these keys, unless the key itself speaks of an opening.
const safeKey =
    /(name|namespace|id|arn|image|tag|version|digest|replicas|instances|count|size|region|zone|host|domain|url|uri|key|ref|role|secret|password|token|user|email|bucket|cidr|account|label|env|data|selector|toleration|affinity|resource|storage|arg|argument|queue|topic|prefix|suffix|dir|file|repository|registry|address|addr|server|path|query|metadata|subnet|securityGroup)(es|s)?$/i;
// A program's own setting, as of Flink, Elasticsearch or Kafka Connect: state.checkpoints.dir. Annotations hold a "/".
const setting = /^[^/]*[^/.]\.[^/]+$/;
// Who the release is for, where it keeps its data and what opens that to it: a chart writes these into an argument, a label, a
// Secret or a role's annotation, and opens nothing by them.
const identity =
    /^((cluster|awsCluster)Name|cluster(Endpoint|Arn)|vpcId|(aws)?Region|(aws)?AccountId|interruptionQueue|(iam)?RoleArn|eks\.amazonaws\.com\/role-arn|txtOwnerId|(hosted)?ZoneId|bucket(Name)?|fileSystemId|logGroup(Name)?|kmsKey(Id|Arn)?|\w*password|api_?key|app_?key|existingSecret(Name)?)$/i;
const decisive = /associatePublic|ingress|gateway|balancer|listener|expos|hostNetwork|hostPort/i;

/** What counts as an opening in a text that some controller reads. */
export interface ExposureOptions {
    /**
     * Who reads it. A chart has a default for what is not said, and any unknown value but who it is for may reach its templates.
     * An operator takes an object that is there for a wish, and an unknown value under a key that names a thing for that thing.
     */
    readonly by: "chart" | "operator";
}

/** Finds the first value that asks for an opening to a network outside the cluster, or may do so. */
export function exposureValue(value: Plain, path: Path, options: ExposureOptions): Path | undefined {
    const key = String(path.at(-1));
    if (value === UNKNOWN) return mayBeUnknown(path, options) ? undefined : path;
    if (exposers.some((exposes) => exposes(key, value, String(path.at(-2))))) return path;
    if (exposesIngress(value, path, options.by === "operator"))
        return isObject(value) && "enabled" in value ? [...path, "enabled"] : path;
    const members: (readonly [string | number, Plain])[] = isList(value)
        ? [...value.entries()]
        : isObject(value)
          ? Object.entries(value)
          : [];
    for (const [name, member] of members) {
        const open = exposureValue(member, [...path, name], options);
        if (open) return open;
    }
    return undefined;
}

const mayBeUnknown = (path: Path, { by }: ExposureOptions): boolean =>
    by === "chart" ? identity.test(String(path.at(-1))) : isSafePath(path);

/** Whether what stands at a path cannot open anything, whatever it is: a name, an image or a label, say. */
export function isSafePath(path: Path): boolean {
    const keys = path.filter((step) => typeof step === "string" && step !== "enabled").map(String);
    const last = keys.at(-1) ?? "";
    return (keys.some((key) => safeKey.test(key)) || setting.test(last)) && !isDecisiveKey(last);
}

/** Whether what stands under a key may open something by itself. */
export const isDecisiveKey = (key: string): boolean => typeKey.test(key) || impliesExposure(key);

const impliesExposure = (key: string): boolean =>
    [decisive, switchKey, exposureSwitch, /^route$/i].some((pattern) => pattern.test(key));
