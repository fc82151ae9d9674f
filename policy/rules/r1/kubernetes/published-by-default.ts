import { type Finding, finding, unknownValueFinding } from "../../../reading/finding";
import { ignoredChanges } from "../../../reading/ignored-changes";
import { type Manifest, readManifest } from "../../../reading/manifest";
import { describeReading, type Path, pathText, read } from "../../../reading/value";

interface Published {
    readonly group: string;
    readonly kind: string;
    readonly path: Path;
    /** Value that keeps the object inside the cluster. */
    readonly closed: string;
    readonly makes: string;
}

const ingress: Path = ["spec", "ingress", "enabled"];

// Kinds that their operators publish by default.
const table: readonly Published[] = [
    // Its definition: "exposed through a basic ingress".
    { group: "k8s.keycloak.org", kind: "Keycloak", path: ingress, closed: "false", makes: "an Ingress" },
    // github.com/jaegertracing/jaeger-operator, issues 359 and 2520
    { group: "jaegertracing.io", kind: "Jaeger", path: ingress, closed: "false", makes: "an Ingress" },
    // docs.redpanda.com, Use a Custom Service for External Access
    {
        group: "cluster.redpanda.com",
        kind: "Redpanda",
        path: ["spec", "clusterSpec", "external", "enabled"],
        closed: "false",
        makes: "node ports",
    },
    // Its definition: "Options include ClusterIP, NodePort, LoadBalancer (default)".
    {
        group: "pubsubplus.solace.com",
        kind: "PubSubPlusEventBroker",
        path: ["spec", "service", "type"],
        closed: "ClusterIP",
        makes: "a load balancer",
    },
    // arangodb.github.io/kube-arangodb, Services and load balancer: the default is Auto.
    {
        group: "database.arangodb.com",
        kind: "ArangoDeployment",
        path: ["spec", "externalAccess", "type"],
        closed: "None",
        makes: "a load balancer or node ports",
    },
    // github.com/projectcontour/contour-operator, release 1.14.0
    {
        group: "operator.projectcontour.io",
        kind: "Contour",
        path: ["spec", "networkPublishing", "envoy", "type"],
        closed: "ClusterIPService",
        makes: "a load balancer",
    },
    // github.com/zalando/postgres-operator, charts/postgres-operator/crds/operatorconfigurations.yaml
    {
        group: "acid.zalan.do",
        kind: "OperatorConfiguration",
        path: ["configuration", "load_balancer", "enable_master_load_balancer"],
        closed: "false",
        makes: "a load balancer for each database",
    },
];

/** Reports an object that its operator publishes by default and that does not opt out. */
export function checkPublishedByDefault(manifest: Manifest): Finding[] {
    const entry = table.find(({ group, kind }) => group === manifest.group && kind === manifest.kind);
    if (!entry) return [];
    const { path, closed, makes } = entry;
    const reading = readManifest(manifest, ...path);
    if (reading.state === "absent" && manifest.patch) return [];
    if (reading.state === "known" && String(reading.value) === closed) return ignored(manifest, path);
    if (reading.state === "unknown") return [unknownValueFinding(manifest.resource, reading)];
    const at = pathText([...manifest.at, ...path]);
    return [
        finding(manifest.resource, {
            actual: `${at} is ${describeReading(reading)}, and its operator creates ${makes} unless it is ${closed}`,
            expected: "Services of type ClusterIP",
            change: `set ${at} to ${closed}`,
        }),
    ];
}

/** Whether an object configures the routers of OpenShift, which publish Ingresses and Routes. */
export const isRouter = ({ group, kind }: Manifest): boolean =>
    group === "operator.openshift.io" && kind === "IngressController";

/**
 * Reports OpenShift's routers unless they are published only inside the network (docs.okd.io, Configuring the Ingress
 * Controller endpoint publishing strategy); without a strategy, a cluster on AWS gives them a public load balancer.
 */
export function checkRouter(manifest: Manifest): Finding[] {
    const at: Path = ["spec", "endpointPublishingStrategy"];
    const strategy = readManifest(manifest, ...at);
    if (strategy.state === "absent" && manifest.patch) return [];
    if (strategy.state === "known") {
        const type = read(strategy.value, "type");
        const scope = read(strategy.value, "loadBalancer", "scope");
        const isInternal = describeReading(type) === '"LoadBalancerService"' && describeReading(scope) === '"Internal"';
        if (isInternal || describeReading(type) === '"Private"') return ignored(manifest, at);
    }
    return [
        finding(manifest.resource, {
            actual: `${pathText([...manifest.at, ...at])} does not make its routers private`,
            expected: 'the type "Private", or the type "LoadBalancerService" with the scope "Internal"',
            change: "set one of them, or remove it and publish the API through the gateway",
        }),
    ];
}

const ignored = ({ resource, at }: Manifest, path: Path): Finding[] =>
    ignoredChanges(resource, [[...at, ...path].join(".")]);
