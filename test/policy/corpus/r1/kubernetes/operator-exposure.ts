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

/** Operators' objects that ask for an opening by a word of their own, or are given one unless they refuse it. */
export const violations: readonly ViolationCase[] = [
    breaks("a database with a load balancer", zalando, { enableMasterLoadBalancer: true }),
    breaks("a database whose replicas have a load balancer, as a string", zalando, {
        enableReplicaLoadBalancer: "true",
    }),
    breaks("a chat with a load balancer, by a switch that is an object", "example.com/v1:Chat", {
        serviceLoadBalancer: { enabled: true },
    }),
    breaks("a store that is published", minio, { exposeServices: { console: false, minio: true } }),
    breaks("a store whose Services are all published", "example.com/v1:Store", { exposeService: true }),
    breaks("a store that may be published", minio, { exposeServices: { minio: unknown } }),
    breaks("a database with node ports", mongo, { exposedExternally: true }),
    breaks("a database with load balancers by an empty object", mongo, { externalAccess: {} }),
    breaks("a broker that is reached from outside", "platform.confluent.io/v1beta1:Kafka", {
        listeners: { external: { externalAccess: { type: "staticForHostBasedRouting" } } },
    }),
    breaks("a queue that anyone reaches", "example.com/v1:Queue", { access: { publiclyAccessible: true } }),
    breaks("a collector on its node's ports", "datadoghq.com/v2alpha1:DatadogAgent", {
        override: { nodeAgent: { useHostPort: true, name: unknown } },
    }),
    breaks("dashboards with an Ingress without a switch", grafana, { ingress: { spec: { rules: [] } } }),
    breaks("dashboards with a Route by an empty object", grafana, { route: {} }),
    breaks("a component with an Ingress for a host", "example.com/v1:Shop", {
        web: { ingress: { host: "a.example" } },
    }),
    breaks("a job with an Ingress of a template", "flink.apache.org/v1beta1:FlinkDeployment", {
        ingress: { template: "a.example" },
    }),
    breaks("a cluster of Ray with an Ingress", "ray.io/v1:RayCluster", { headGroupSpec: { enableIngress: true } }),
    breaks("a component with a Route", "argoproj.io/v1beta1:ArgoCD", { prometheus: { route: { enabled: true } } }),
    breaks("a console with an Ingress, by its type", "awx.ansible.com/v1beta1:AWX", { ingress_type: "Route" }),
    breaks("a console whose type of Ingress is not known", "awx.ansible.com/v1beta1:AWX", { ingress_type: unknown }),
    breaks("a broker behind Ingresses", kafka, listener("ingress")),
    breaks("a broker behind Routes", kafka, listener("route")),
    breaks("a registry that is published by an Ingress", "goharbor.io/v1beta1:HarborCluster", {
        expose: { core: { type: "Ingress" } },
    }),
    breaks("a proxy with a load balancer, in Contour's notation", "projectcontour.io/v1alpha1:ContourDeployment", {
        envoy: { networkPublishing: { type: "LoadBalancerService" } },
    }),
    breaks("a database with a Service more", "postgresql.cnpg.io/v1:Cluster", {
        managed: { services: { additional: [{ serviceTemplate: { spec: { type: "LoadBalancer" } } }] } },
    }),
    breaks("logins, which have an Ingress unless it is refused", keycloak, { instances: 2 }),
    breaks("logins with an Ingress", keycloak, { ingress: { enabled: true } }),
    breaks("logins that may have an Ingress", keycloak, { ingress: { enabled: unknown } }),
    breaks("logins that disable an Ingress and have a node port", keycloak, {
        ...closedKeycloak,
        http: { service: { type: "NodePort" } },
    }),
    breaks("traces, which have an Ingress unless it is refused", "jaegertracing.io/v1:Jaeger", {
        strategy: "allInOne",
    }),
    breaks("a broker, which has a load balancer by default", solace, { redundancy: true }),
    breaks("a log, which has node ports by default", redpanda, { clusterSpec: {} }),
    breaks("a proxy, which has a load balancer by default", contour, { replicas: 2 }),
    {
        reason: "databases, which have load balancers unless they are refused",
        policy: "r1-private-kubernetes",
        resources: [object(zalandoSettings, { configuration: { load_balancer: {} } })],
    },
    {
        reason: "databases whose copies have load balancers",
        policy: "r1-private-kubernetes",
        resources: [
            object(zalandoSettings, {
                configuration: {
                    load_balancer: { enable_master_load_balancer: false, enable_replica_load_balancer: true },
                },
            }),
        ],
    },
    breaks("routers of OpenShift with a load balancer for all", routers, strategy({ type: "LoadBalancerService" })),
    breaks(
        "routers of OpenShift with a load balancer whose scope is not known",
        routers,
        strategy({ type: "LoadBalancerService", loadBalancer: { scope: unknown } }),
    ),
    breaks(
        "routers of OpenShift on the network of their nodes, with the scope of another way",
        routers,
        strategy({ type: "HostNetwork", loadBalancer: { scope: "Internal" } }),
    ),
    breaks("OpenShift routers published in an unknown way", routers, strategy(unknown)),
    breaks("changes of how OpenShift's routers are published are ignored", routers, closedRouter, "spec"),
    breaks("ignored changes of a disabled Ingress", keycloak, closedKeycloak, "spec.ingress"),
    breaks("a policy of Kyverno that makes a load balancer, by an expression", generating, {
        generate: [{ expression: 'generator.Apply(ns, [{"spec": dyn({"type": dyn("LoadBalancer")})}])' }],
    }),
    breaks("a policy of Kyverno that makes an Ingress, by a variable", generating, {
        variables: [{ name: "made", expression: '[{"kind": dyn("Ingress")}]' }],
        generate: [{ expression: "generator.Apply(ns, variables.made)" }],
    }),
    breaks("a Kyverno policy that exposes node ports", mutating, {
        mutations: [{ jsonPatch: { expression: '[JSONPatch{op: "add", path: "/spec/hostNetwork", value: true}]' } }],
    }),
    breaks("a policy of Kyverno whose expression is not known", mutating, {
        mutations: [{ applyConfiguration: { expression: unknown } }],
    }),
    breaks("all changes of a custom object are ignored", search, { version: "9.1.0" }, "*"),
    breaks("ignored changes of a custom object's requests", search, { version: "9.1.0" }, "spec"),
    breaks("changes of a Service of a custom object are ignored", search, { version: "9.1.0" }, "spec.http.service"),
    breaks(
        "changes of a listener are ignored, in brackets",
        kafka,
        listener("internal"),
        'spec["kafka"].listeners[0].type',
    ),
    breaks("changes of a part that holds more are ignored", kafka, { kafka: { replicas: 3 } }, "spec.kafka"),
    breaks("changes of all parts of a kind are ignored", kafka, { kafka: [{ replicas: 3 }] }, "spec.kafka[*]"),
    breaks(
        "changes of a switch for a load balancer are ignored",
        zalando,
        { teamId: "a" },
        "spec.enableMasterLoadBalancer",
    ),
    {
        reason: "changes of all custom objects of a list are ignored",
        policy: "r1-private-kubernetes",
        resources: [object("acid.zalan.do/v1:postgresqlList", { items: [{ spec: { teamId: "a" } }] }, "items")],
    },
    breaks(
        "changes of a policy of Kyverno that only checks are ignored",
        kyverno,
        { rules: [{ name: "a", validate: {} }] },
        "spec.rules",
    ),
];

/** The same operators' objects, kept inside the cluster, and what only looks like an opening. */
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
    holds("a store that only its cluster reaches", minio, {
        exposeServices: { console: false, minio: false },
        exposeMetrics: true,
        exposeSecret: { enabled: true },
        exposed: false,
    }),
    holds("a database that is reached from inside", mongo, { exposedExternally: false, type: "ReplicaSet" }),
    holds("a database with external access disabled", mongo, { externalAccess: { enabled: false } }),
    holds("a queue that not anyone reaches", "example.com/v1:Queue", { publiclyAccessible: false, publicAccess: null }),
    holds("a key that all may know", "example.com/v1:Key", { publicKey: unknown, public: { key: unknown } }),
    holds("a collector on its own ports", "datadoghq.com/v2alpha1:DatadogAgent", {
        override: { nodeAgent: { useHostPort: false, useHostNetwork: "false" } },
    }),
    holds("dashboards with Ingress and Route disabled", grafana, {
        ingress: { enabled: false, hosts: ["a.example"] },
        route: { enabled: "false" },
    }),
    holds("where alerts go", "monitoring.coreos.com/v1alpha1:AlertmanagerConfig", {
        route: { receiver: "ops", groupBy: ["job"], routes: [{ receiver: "night" }] },
        receivers: [{ name: "ops" }],
    }),
    holds("how a certificate is requested", "cert-manager.io/v1:ClusterIssuer", {
        acme: { solvers: [{ http01: { ingress: { ingressClassName: "alb" } } }] },
    }),
    holds("where a mesh sends calls", "networking.istio.io/v1:VirtualService", {
        hosts: ["shop"],
        http: [{ route: [{ destination: { host: "shop" } }] }],
    }),
    holds("who may call", "crd.projectcalico.org/v1:GlobalNetworkPolicy", {
        types: ["Ingress"],
        ingress: [{ action: "Allow" }],
    }),
    holds("a cluster of Ray without an Ingress", "ray.io/v1:RayCluster", {
        headGroupSpec: { enableIngress: false, serviceType: "ClusterIP" },
    }),
    holds("a console without an Ingress", "awx.ansible.com/v1beta1:AWX", {
        ingress_type: "none",
        service_type: "ClusterIP",
    }),
    holds("a broker with addresses inside the cluster", kafka, listener("cluster-ip")),
    holds("a step of a kind with a name like an exposure", "example.com/v1:Flow", { steps: [{ type: "route" }] }),
    holds("a database with a Service for each pod", "psmdb.percona.com/v1:PerconaServerMongoDB", {
        replsets: [{ expose: { enabled: true, type: "ClusterIP" } }],
    }),
    holds("logins without an Ingress", keycloak, { ...closedKeycloak, instances: unknown }),
    holds("a patch of logins", "k8s.keycloak.org/v2alpha1:KeycloakPatch", { instances: 3 }),
    holds("logins of the older operator, which exposes only on request", "keycloak.org/v1alpha1:Keycloak", {
        instances: 1,
    }),
    holds("traces without an Ingress", "jaegertracing.io/v1:Jaeger", { ingress: { enabled: "false" } }),
    holds("a broker inside the cluster, by its Service", solace, { service: { type: "ClusterIP" } }),
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
    holds("routers of OpenShift inside the cluster", routers, closedRouter),
    holds(
        "routers of OpenShift with an internal load balancer",
        routers,
        strategy({ type: "LoadBalancerService", loadBalancer: { scope: "Internal" } }),
    ),
    holds("a patch of the routers of OpenShift", "operator.openshift.io/v1:IngressControllerPatch", { replicas: 3 }),
    holds("a policy of Kyverno that checks, by expressions", "policies.kyverno.io/v1:ValidatingPolicy", {
        validations: [{ expression: "object.spec.type != 'LoadBalancer'", message: "type: LoadBalancer is public" }],
    }),
    holds("a policy of Kyverno for images", "policies.kyverno.io/v1:NamespacedImageValidatingPolicy", {
        validations: [{ message: "hostNetwork: true" }],
    }),
    holds("a policy of Kyverno that deletes", "policies.kyverno.io/v1:DeletingPolicy", {
        conditions: [{ expression: unknown }],
    }),
    holds("a policy of Kyverno that makes a network policy", generating, {
        matchConstraints: { resourceRules: [{ resources: ["services"] }] },
        matchConditions: [{ name: "a", expression: "object.spec.type == 'LoadBalancer'" }],
        variables: [{ name: "made", expression: '[{"kind": dyn("NetworkPolicy"), "policyTypes": ["Ingress"]}]' }],
        generate: [{ expression: "generator.Apply(ns, variables.made)" }],
    }),
    holds("a policy of Kyverno that sets a label", mutating, {
        mutations: [{ applyConfiguration: { expression: 'Object{metadata: Object.metadata{labels: {"a": "b"}}}' } }],
    }),
    holds(
        "changes of a number, a version and labels of a custom object are ignored",
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
    holds(
        "changes of how many routers and logins there are are ignored",
        routers,
        closedRouter,
        "spec.replicas",
        "metadata",
    ),
    holds("changes of how many logins there are are ignored", keycloak, closedKeycloak, "spec.instances"),
    holds(
        "ignored changes of how a Kyverno policy reacts",
        kyverno,
        { rules: [{ name: "a", validate: {} }] },
        "spec.validationFailureAction",
    ),
];
