import { type Declared, type Json, unknown } from "../../../engine";
import type { CleanCase, ViolationCase } from "../../case";

type Props = { readonly [key: string]: Json };

const object = (type: string, props: Props): Declared => ({ type: `kubernetes:${type}`, name: "shop", props });
const breaks = (reason: string, type: string, props: Props): ViolationCase => ({
    reason,
    policy: "r1-private-kubernetes",
    resources: [object(type, props)],
});
const holds = (reason: string, type: string, props: Props): CleanCase => ({ reason, resources: [object(type, props)] });
const asks = (reason: string, type: string, spec: Json): ViolationCase => breaks(reason, type, { spec });
const keeps = (reason: string, type: string, spec: Json): CleanCase => holds(reason, type, { spec });

const lb = "service.beta.kubernetes.io/aws-load-balancer";
const alb = "alb.ingress.kubernetes.io";
const internal = { [`${lb}-scheme`]: "internal" };
const balancer = { type: "LoadBalancer", loadBalancerClass: "eks.amazonaws.com/nlb" };
const service = (annotations: Props): Props => ({
    metadata: { annotations: { ...internal, ...annotations } },
    spec: balancer,
});
const ingress = (annotations: Props): Props => ({
    metadata: { annotations: { [`${alb}/scheme`]: "internal", ...annotations } },
    spec: { ingressClassName: "alb" },
});
const open = "deletion_protection.enabled=true,ipv6.deny_all_igw_traffic=false";
const shop = "platform.acme.io/v1:WebApp";
const target: Declared = { type: "aws:lb/targetGroup:TargetGroup", name: "target", props: { port: 80 } };
const binding = (networking: Json): readonly Declared[] => [
    target,
    {
        ...object("elbv2.k8s.aws/v1beta1:TargetGroupBinding", { spec: { targetGroupARN: unknown, networking } }),
        from: { spec: ["target"] },
    },
];
const bound = (reason: string, networking: Json): ViolationCase => ({
    reason,
    policy: "r1-private-paths",
    resources: binding(networking),
});
const peers = (...from: Json[]): Props => ({ ingress: [{ from, ports: [{ protocol: "TCP" }] }] });

/** Exposure in addition to an internal load balancer, and more switches of operators. */
export const violations: readonly ViolationCase[] = [
    breaks("an internal load balancer that the internet can reach over IPv6", "core/v1:Service", {
        ...service({ [`${lb}-ip-address-type`]: "dualstack", [`${lb}-attributes`]: open }),
    }),
    breaks("unknown attributes of a load balancer with IPv6", "core/v1:Service", {
        ...service({ [`${lb}-ip-address-type`]: "dualstack", [`${lb}-attributes`]: unknown }),
    }),
    breaks("an internal Ingress that the internet can reach over IPv6", "networking.k8s.io/v1:Ingress", {
        ...ingress({ [`${alb}/ip-address-type`]: "dualstack", [`${alb}/load-balancer-attributes`]: open }),
    }),
    breaks("a second load balancer that the internet can reach over IPv6", "networking.k8s.io/v1:Ingress", {
        ...ingress({ [`${alb}/ip-address-type`]: "dualstack", [`${alb}/frontend-nlb-attributes`]: open }),
    }),
    asks("class parameters that expose IPv6", "eks.amazonaws.com/v1:IngressClassParams", {
        ipAddressType: "dualstack",
        loadBalancerAttributes: [{ key: "ipv6.deny_all_igw_traffic", value: "false" }],
    }),
    asks("settings of a gateway whose attribute is unknown", "gateway.k8s.aws/v1beta1:LoadBalancerConfiguration", {
        scheme: "internal",
        ipAddressType: "dualstack",
        loadBalancerAttributes: [{ key: unknown, value: "false" }],
    }),
    breaks("a patch that exposes IPv6", "core/v1:ServicePatch", {
        metadata: { annotations: { [`${lb}-ip-address-type`]: "dualstack", [`${lb}-attributes`]: open } },
    }),
    asks("a patch that assigns a Service to a tunnel", "core/v1:ServicePatch", { loadBalancerClass: "tailscale" }),
    breaks("ports of an Ingress controller", "core/v1:ConfigMap", {
        metadata: { name: "tcp-services" },
        data: { "9000": "default/shop:80" },
    }),
    {
        ...breaks("an Ingress controller's ports under a custom name", "core/v1:ConfigMap", {
            data: { "9000": "default/shop:80::PROXY", "9001": "default/shop:81" },
        }),
        unknownIsFine: ["shop data"],
    },
    bound("a binding that admits the internet to its machines", peers({ ipBlock: { cidr: "0.0.0.0/0" } })),
    bound(
        "a binding that admits an invalid block",
        peers({ securityGroup: { groupID: "sg-1" } }, { ipBlock: { cidr: 7 } }),
    ),
    bound("a binding that admits an unknown block", { ingress: [{ from: [{ ipBlock: { cidr: unknown } }] }] }),
    asks("an explicitly public app", shop, { public: true }),
    asks("an app that faces the internet", shop, { internetFacing: "true" }),
    asks("an app with public exposure", shop, { exposure: "public" }),
    asks("an app whose load balancer is not internal", shop, { loadBalancer: { internal: false } }),
    asks("an app with a port on each node, through its mode", shop, { network: { mode: "NodePort" } }),
    asks("an app with a load balancer, through a parameter", shop, { parameters: [{ value: "LoadBalancer" }] }),
    asks("an Open Liberty app with a Route", "apps.openliberty.io/v1:OpenLibertyApplication", { expose: true }),
    asks("a network for remote links", "skupper.io/v2alpha1:Site", { linkAccess: "loadbalancer" }),
    asks("brokers with load balancers", "kafka.banzaicloud.io/v1beta1:KafkaCluster", {
        listenersConfig: { externalListeners: [{ type: "plaintext" }] },
    }),
    asks("a store on the host network", "ceph.rook.io/v1:CephCluster", { network: { provider: "host" } }),
    asks("a collector on host ports, through its settings", "datadoghq.com/v2alpha1:DatadogAgent", {
        features: { apm: { hostPortConfig: { enabled: true } } },
    }),
    asks("a grid with external access", "hazelcast.com/v1alpha1:Hazelcast", {
        exposeExternally: { type: "Smart" },
    }),
    asks("a search engine behind Ingresses", "solr.apache.org/v1beta1:SolrCloud", {
        solrAddressability: { external: { method: "Ingress" } },
    }),
    asks("a database with external access by default", "database.arangodb.com/v1:ArangoDeployment", {
        mode: "Cluster",
    }),
    asks("a Fission trigger with an Ingress", "fission.io/v1:HTTPTrigger", { createingress: true }),
    asks("a Nuclio function with an Ingress", "nuclio.io/v1beta1:NuclioFunction", {
        triggers: { http: { attributes: { ingresses: { first: { paths: ["/"] } } } } },
    }),
    asks("Cluster API machines with public addresses", "infrastructure.cluster.x-k8s.io/v1beta2:AWSMachineTemplate", {
        template: { spec: { publicIP: true } },
    }),
    asks("an ACK database on the internet", "rds.services.k8s.aws/v1alpha1:DBInstance", { publiclyAccessible: true }),
    asks("a Crossplane database that may be on the internet", "rds.aws.upbound.io/v1beta1:Instance", {
        forProvider: { publiclyAccessible: unknown },
    }),
];

/** The same switches turned off, and ordinary settings of internal load balancers. */
export const clean: readonly CleanCase[] = [
    holds("an internal load balancer whose attributes are unknown, without IPv6", "core/v1:Service", {
        ...service({ [`${lb}-attributes`]: unknown, [`${lb}-subnets`]: unknown }),
    }),
    holds("an internal load balancer with IPv6 and its default", "core/v1:Service", {
        ...service({
            [`${lb}-ip-address-type`]: "dualstack",
            [`${lb}-attributes`]: "ipv6.deny_all_igw_traffic=true, load_balancing.cross_zone.enabled=false",
        }),
    }),
    holds("an internal Ingress with attributes", "networking.k8s.io/v1:Ingress", {
        ...ingress({ [`${alb}/load-balancer-attributes`]: "idle_timeout.timeout_seconds=60" }),
    }),
    keeps("class parameters with IPv6 and its default", "eks.amazonaws.com/v1:IngressClassParams", {
        ipAddressType: "dualstack",
        loadBalancerAttributes: [
            { key: "ipv6.deny_all_igw_traffic", value: "true" },
            { key: "routing.http.drop_invalid_header_fields.enabled", value: "false" },
        ],
    }),
    keeps("class parameters whose attributes are unknown, without IPv6", "eks.amazonaws.com/v1:IngressClassParams", {
        loadBalancerAttributes: unknown,
    }),
    keeps("a patch of a class that reads the scheme", "core/v1:ServicePatch", {
        loadBalancerClass: "eks.amazonaws.com/nlb",
    }),
    holds("a ConfigMap of numbers", "core/v1:ConfigMap", { data: { "404": "not/found", "9000": "default/shop" } }),
    holds("a ConfigMap of files and Services", "core/v1:ConfigMap", { data: { "nginx.conf": "default/shop:80" } }),
    holds("an Ingress controller without extra ports", "core/v1:ConfigMap", {
        metadata: { name: "tcp-services" },
        data: {},
    }),
    holds("an unknown ConfigMap", "core/v1:ConfigMap", { metadata: { name: "shop" }, data: unknown }),
    {
        reason: "a binding that admits a group and the VPC",
        resources: binding(peers({ securityGroup: { groupID: unknown } }, { ipBlock: { cidr: "10.0.0.0/16" } })),
    },
    { reason: "a binding without a restriction of its own", resources: binding({ ingress: [{ ports: [] }] }) },
    keeps("an explicitly private app, in every notation", shop, {
        public: false,
        internetFacing: "false",
        exposure: "internal",
        loadBalancer: { internal: true },
        queue: { internal: false, provider: "host" },
        network: { provider: "multus" },
        mode: "cluster",
        expose: { enabled: true, type: "ClusterIP" },
        externalListeners: [],
        publicIP: false,
        ingresses: {},
    }),
    keeps("a rule that mentions a type of Service", "example.com/v1:Audit", {
        kinds: ["LoadBalancer"],
        title: "NodePort",
        reason: "LoadBalancer",
    }),
    keeps("a database with external access disabled through its type", "database.arangodb.com/v1:ArangoDeployment", {
        externalAccess: { type: "None" },
    }),
    keeps("a collector with host ports disabled", "datadoghq.com/v2alpha1:DatadogAgent", {
        features: { apm: { hostPortConfig: { enabled: false } } },
    }),
    keeps("a search engine without external addressability", "solr.apache.org/v1beta1:SolrCloud", {
        solrAddressability: { external: { method: "None" } },
    }),
    keeps("a private ACK database", "rds.services.k8s.aws/v1alpha1:DBInstance", {
        publiclyAccessible: false,
        engine: unknown,
        tags: [{ key: "a", value: unknown }],
    }),
    keeps("a private Crossplane database", "rds.aws.upbound.io/v1beta1:Instance", {
        forProvider: { publiclyAccessible: false, engine: unknown },
    }),
];
