import { type Declared, type Json, unknown } from "../../../engine";
import type { CleanCase, ViolationCase } from "../../case";

type Props = { readonly [key: string]: Json };

const object = (type: string, props: Props, ...ignoreChanges: string[]): Declared => ({
    type: `kubernetes:${type}`,
    name: "shop",
    props,
    ignoreChanges,
});
const breaks = (reason: string, type: string, spec: Props, ...ignored: string[]): ViolationCase => ({
    reason,
    policy: "r1-private-kubernetes",
    resources: [object(type, { spec }, ...ignored)],
});
const holds = (reason: string, type: string, spec: Props, ...ignored: string[]): CleanCase => ({
    reason,
    resources: [object(type, { spec }, ...ignored)],
});

const keycloak = "k8s.keycloak.org/v2alpha1:Keycloak";
const zalando = "acid.zalan.do/v1:postgresql";
const zalandoSettings = "acid.zalan.do/v1:OperatorConfiguration";
const minio = "minio.min.io/v2:Tenant";
const grafana = "grafana.integreatly.org/v1beta1:Grafana";
const mongo = "mongodb.com/v1:MongoDB";
const kafka = "kafka.strimzi.io/v1beta2:Kafka";
const routers = "operator.openshift.io/v1:IngressController";
const kyverno = "kyverno.io/v1:ClusterPolicy";
const contour = "operator.projectcontour.io/v1alpha1:Contour";
const solace = "pubsubplus.solace.com/v1beta1:PubSubPlusEventBroker";
const redpanda = "cluster.redpanda.com/v1alpha2:Redpanda";
const search = "elasticsearch.k8s.elastic.co/v1:Elasticsearch";
const generating = "policies.kyverno.io/v1:GeneratingPolicy";
const mutating = "policies.kyverno.io/v1:MutatingPolicy";
const listener = (type: Json): Props => ({ kafka: { listeners: [{ name: "external", port: 9094, type }] } });
const strategy = (endpointPublishingStrategy: Json): Props => ({ replicas: 2, endpointPublishingStrategy });
const closedRouter = strategy({ type: "Private" });
const closedKeycloak: Props = { ingress: { enabled: false } };

/** Operators' objects that request exposure by a switch, or are exposed by default. */
export const violations: readonly ViolationCase[] = [
    breaks("a database with a load balancer", zalando, { enableMasterLoadBalancer: true }),
    breaks("a database whose replicas have a load balancer, as a string", zalando, {
        enableReplicaLoadBalancer: "true",
    }),
    breaks("a chat with a load balancer, enabled by an object", "example.com/v1:Chat", {
        serviceLoadBalancer: { enabled: true },
    }),
    breaks("a store that is published", minio, { exposeServices: { console: false, minio: true } }),
    breaks("a store whose Services are all published", "example.com/v1:Store", { exposeService: true }),
    breaks("a store that may be published", minio, { exposeServices: { minio: unknown } }),
    breaks("a database with node ports", mongo, { exposedExternally: true }),
    breaks("a database with load balancers, enabled by an empty object", mongo, { externalAccess: {} }),
    breaks("a broker with external access", "platform.confluent.io/v1beta1:Kafka", {
        listeners: { external: { externalAccess: { type: "staticForHostBasedRouting" } } },
    }),
    breaks("a queue for anyone", "example.com/v1:Queue", { access: { publiclyAccessible: true } }),
    breaks("a collector on host ports", "datadoghq.com/v2alpha1:DatadogAgent", {
        override: { nodeAgent: { useHostPort: true, name: unknown } },
    }),
    breaks("dashboards with an Ingress without a switch", grafana, { ingress: { spec: { rules: [] } } }),
    breaks("dashboards with a Route, enabled by an empty object", grafana, { route: {} }),
    breaks("a component with an Ingress for a host", "example.com/v1:Shop", {
        web: { ingress: { host: "a.example" } },
    }),
    breaks("a job with an Ingress template", "flink.apache.org/v1beta1:FlinkDeployment", {
        ingress: { template: "a.example" },
    }),
    breaks("a Ray cluster with an Ingress", "ray.io/v1:RayCluster", { headGroupSpec: { enableIngress: true } }),
    breaks("a component with a Route", "argoproj.io/v1beta1:ArgoCD", { prometheus: { route: { enabled: true } } }),
    breaks("a console with an Ingress, through its type", "awx.ansible.com/v1beta1:AWX", { ingress_type: "Route" }),
    breaks("a console whose type of Ingress is unknown", "awx.ansible.com/v1beta1:AWX", { ingress_type: unknown }),
    breaks("a broker behind Ingresses", kafka, listener("ingress")),
    breaks("a broker behind Routes", kafka, listener("route")),
    breaks("a registry that is published by an Ingress", "goharbor.io/v1beta1:HarborCluster", {
        expose: { core: { type: "Ingress" } },
    }),
    breaks("a proxy with a load balancer, in Contour's notation", "projectcontour.io/v1alpha1:ContourDeployment", {
        envoy: { networkPublishing: { type: "LoadBalancerService" } },
    }),
    breaks("a database with an additional Service", "postgresql.cnpg.io/v1:Cluster", {
        managed: { services: { additional: [{ serviceTemplate: { spec: { type: "LoadBalancer" } } }] } },
    }),
    breaks("logins with an Ingress by default", keycloak, { instances: 2 }),
    breaks("logins with an Ingress", keycloak, { ingress: { enabled: true } }),
    breaks("logins that may have an Ingress", keycloak, { ingress: { enabled: unknown } }),
    breaks("logins that disable an Ingress and have a node port", keycloak, {
        ...closedKeycloak,
        http: { service: { type: "NodePort" } },
    }),
    breaks("traces with an Ingress by default", "jaegertracing.io/v1:Jaeger", {
        strategy: "allInOne",
    }),
    breaks("a broker with a load balancer by default", solace, { redundancy: true }),
    breaks("a log with node ports by default", redpanda, { clusterSpec: {} }),
    breaks("a proxy with a load balancer by default", contour, { replicas: 2 }),
    {
        reason: "databases with load balancers by default",
        policy: "r1-private-kubernetes",
        resources: [object(zalandoSettings, { configuration: { load_balancer: {} } })],
    },
    {
        reason: "databases whose replicas have load balancers",
        policy: "r1-private-kubernetes",
        resources: [
            object(zalandoSettings, {
                configuration: {
                    load_balancer: { enable_master_load_balancer: false, enable_replica_load_balancer: true },
                },
            }),
        ],
    },
    breaks("OpenShift routers with a public load balancer", routers, strategy({ type: "LoadBalancerService" })),
    breaks(
        "OpenShift routers with a load balancer whose scope is unknown",
        routers,
        strategy({ type: "LoadBalancerService", loadBalancer: { scope: unknown } }),
    ),
    breaks(
        "OpenShift routers on the host network, with the scope of another strategy",
        routers,
        strategy({ type: "HostNetwork", loadBalancer: { scope: "Internal" } }),
    ),
    breaks("OpenShift routers published in an unknown way", routers, strategy(unknown)),
    breaks("ignored changes of the publishing strategy of OpenShift routers", routers, closedRouter, "spec"),
    breaks("ignored changes of a disabled Ingress", keycloak, closedKeycloak, "spec.ingress"),
    breaks("a Kyverno policy that creates a load balancer, through an expression", generating, {
        generate: [{ expression: 'generator.Apply(ns, [{"spec": dyn({"type": dyn("LoadBalancer")})}])' }],
    }),
    breaks("a Kyverno policy that creates an Ingress, through a variable", generating, {
        variables: [{ name: "made", expression: '[{"kind": dyn("Ingress")}]' }],
        generate: [{ expression: "generator.Apply(ns, variables.made)" }],
    }),
    breaks("a Kyverno policy that exposes node ports", mutating, {
        mutations: [{ jsonPatch: { expression: '[JSONPatch{op: "add", path: "/spec/hostNetwork", value: true}]' } }],
    }),
    breaks("a Kyverno policy whose expression is unknown", mutating, {
        mutations: [{ applyConfiguration: { expression: unknown } }],
    }),
    breaks("ignored changes of all properties of a custom object", search, { version: "9.1.0" }, "*"),
    breaks("ignored changes of a custom object's requests", search, { version: "9.1.0" }, "spec"),
    breaks("ignored changes of a Service of a custom object", search, { version: "9.1.0" }, "spec.http.service"),
    breaks(
        "ignored changes of a listener, in brackets",
        kafka,
        listener("internal"),
        'spec["kafka"].listeners[0].type',
    ),
    breaks("ignored changes of a parent property", kafka, { kafka: { replicas: 3 } }, "spec.kafka"),
    breaks("ignored changes of all parts of a kind", kafka, { kafka: [{ replicas: 3 }] }, "spec.kafka[*]"),
    breaks(
        "ignored changes of a switch for a load balancer",
        zalando,
        { teamId: "a" },
        "spec.enableMasterLoadBalancer",
    ),
    {
        reason: "ignored changes of all custom objects of a list",
        policy: "r1-private-kubernetes",
        resources: [object("acid.zalan.do/v1:postgresqlList", { items: [{ spec: { teamId: "a" } }] }, "items")],
    },
    breaks(
        "ignored changes of a Kyverno policy that only checks",
        kyverno,
        { rules: [{ name: "a", validate: {} }] },
        "spec.rules",
    ),
];

/** The same operators' objects inside the cluster, and properties that only look like exposure. */
export const clean: readonly CleanCase[] = [
    holds("a database without a load balancer", zalando, {
        enableMasterLoadBalancer: false,
        enableReplicaLoadBalancer: "false",
        teamId: unknown,
    }),
    holds("a database with its own internal load balancer, or none", "example.com/v1:Shop", {
        useInternalLoadBalancer: true,
        disableLoadBalancer: true,
        loadBalancer: { simple: "ROUND_ROBIN" },
    }),
    holds("a store inside its cluster", minio, {
        exposeServices: { console: false, minio: false },
        exposeMetrics: true,
        exposeSecret: { enabled: true },
        exposed: false,
    }),
    holds("a database with internal access", mongo, { exposedExternally: false, type: "ReplicaSet" }),
    holds("a database with external access disabled", mongo, { externalAccess: { enabled: false } }),
    holds("a queue that is not for anyone", "example.com/v1:Queue", { publiclyAccessible: false, publicAccess: null }),
    holds("a public key", "example.com/v1:Key", { publicKey: unknown, public: { key: unknown } }),
    holds("a collector on its own ports", "datadoghq.com/v2alpha1:DatadogAgent", {
        override: { nodeAgent: { useHostPort: false, useHostNetwork: "false" } },
    }),
    holds("dashboards with Ingress and Route disabled", grafana, {
        ingress: { enabled: false, hosts: ["a.example"] },
        route: { enabled: "false" },
    }),
    holds("destinations of alerts", "monitoring.coreos.com/v1alpha1:AlertmanagerConfig", {
        route: { receiver: "ops", groupBy: ["job"], routes: [{ receiver: "night" }] },
        receivers: [{ name: "ops" }],
    }),
    holds("a certificate issuer with an Ingress solver", "cert-manager.io/v1:ClusterIssuer", {
        acme: { solvers: [{ http01: { ingress: { ingressClassName: "alb" } } }] },
    }),
    holds("destinations in a mesh", "networking.istio.io/v1:VirtualService", {
        hosts: ["shop"],
        http: [{ route: [{ destination: { host: "shop" } }] }],
    }),
    holds("a Calico network policy", "crd.projectcalico.org/v1:GlobalNetworkPolicy", {
        types: ["Ingress"],
        ingress: [{ action: "Allow" }],
    }),
    holds("a Ray cluster without an Ingress", "ray.io/v1:RayCluster", {
        headGroupSpec: { enableIngress: false, serviceType: "ClusterIP" },
    }),
    holds("a console without an Ingress", "awx.ansible.com/v1beta1:AWX", {
        ingress_type: "none",
        service_type: "ClusterIP",
    }),
    holds("a broker with addresses inside the cluster", kafka, listener("cluster-ip")),
    holds("a step of a kind whose name resembles an exposure", "example.com/v1:Flow", { steps: [{ type: "route" }] }),
    holds("a database with a Service for each pod", "psmdb.percona.com/v1:PerconaServerMongoDB", {
        replsets: [{ expose: { enabled: true, type: "ClusterIP" } }],
    }),
    holds("logins without an Ingress", keycloak, { ...closedKeycloak, instances: unknown }),
    holds("a patch of logins", "k8s.keycloak.org/v2alpha1:KeycloakPatch", { instances: 3 }),
    holds("logins of the older operator without an Ingress by default", "keycloak.org/v1alpha1:Keycloak", {
        instances: 1,
    }),
    holds("traces without an Ingress", "jaegertracing.io/v1:Jaeger", { ingress: { enabled: "false" } }),
    holds("a broker inside the cluster, through its Service", solace, { service: { type: "ClusterIP" } }),
    holds("a log inside the cluster", redpanda, { clusterSpec: { external: { enabled: false } } }),
    holds("a proxy inside the cluster", contour, { networkPublishing: { envoy: { type: "ClusterIPService" } } }),
    {
        reason: "databases without load balancers",
        resources: [
            object(zalandoSettings, {
                configuration: {
                    load_balancer: { enable_master_load_balancer: false, enable_replica_load_balancer: "false" },
                },
            }),
        ],
    },
    holds("OpenShift routers inside the cluster", routers, closedRouter),
    holds(
        "OpenShift routers with an internal load balancer",
        routers,
        strategy({ type: "LoadBalancerService", loadBalancer: { scope: "Internal" } }),
    ),
    holds("a patch of the OpenShift routers", "operator.openshift.io/v1:IngressControllerPatch", { replicas: 3 }),
    holds("a Kyverno policy that checks with expressions", "policies.kyverno.io/v1:ValidatingPolicy", {
        validations: [{ expression: "object.spec.type != 'LoadBalancer'", message: "type: LoadBalancer is public" }],
    }),
    holds("a Kyverno policy for images", "policies.kyverno.io/v1:NamespacedImageValidatingPolicy", {
        validations: [{ message: "hostNetwork: true" }],
    }),
    holds("a Kyverno policy that deletes", "policies.kyverno.io/v1:DeletingPolicy", {
        conditions: [{ expression: unknown }],
    }),
    holds("a Kyverno policy that creates a network policy", generating, {
        matchConstraints: { resourceRules: [{ resources: ["services"] }] },
        matchConditions: [{ name: "a", expression: "object.spec.type == 'LoadBalancer'" }],
        variables: [{ name: "made", expression: '[{"kind": dyn("NetworkPolicy"), "policyTypes": ["Ingress"]}]' }],
        generate: [{ expression: "generator.Apply(ns, variables.made)" }],
    }),
    holds("a Kyverno policy that sets a label", mutating, {
        mutations: [{ applyConfiguration: { expression: 'Object{metadata: Object.metadata{labels: {"a": "b"}}}' } }],
    }),
    holds(
        "ignored changes of a number, a version and labels of a custom object",
        kafka,
        { kafka: { replicas: 3, instances: 3 } },
        "spec.kafka.replicas",
        "spec.kafka.instances",
        "spec.kafka.version",
        "spec.kafka.template.pod.metadata",
        "spec.suspended",
        "metadata.labels",
        "status",
    ),
    holds("ignored changes of the number of routers and logins", routers, closedRouter, "spec.replicas", "metadata"),
    holds("ignored changes of the number of logins", keycloak, closedKeycloak, "spec.instances"),
    holds(
        "ignored changes of the failure action of a Kyverno policy",
        kyverno,
        { rules: [{ name: "a", validate: {} }] },
        "spec.validationFailureAction",
    ),
];
