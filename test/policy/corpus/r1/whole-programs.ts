import { type Declared, type Json, unknown } from "../../engine";
import type { CleanCase, ViolationCase } from "../case";
import { gatewayStack } from "../gateway/stack";

type Props = { readonly [key: string]: Json };

const resource = (type: string, name: string, props: Props = {}, from: Declared["from"] = {}): Declared => ({
    type,
    name,
    props,
    from,
});
const object = (type: string, name: string, props: Props, from: Declared["from"] = {}): Declared =>
    resource(`kubernetes:${type}`, name, props, from);

const waypoint = (spec: Props = {}, metadata: Props = {}): Declared =>
    object("gateway.networking.k8s.io/v1:Gateway", "waypoint", {
        metadata: { name: "waypoint", namespace: "shop", labels: { "istio.io/waypoint-for": "service" }, ...metadata },
        spec: {
            gatewayClassName: "istio-waypoint",
            listeners: [{ name: "mesh", port: 15008, protocol: "HBONE" }],
            ...spec,
        },
    });
const istioType = (value: Json): Props => ({ annotations: { "networking.istio.io/service-type": value } });
const waypointClass = (name: Json): Declared =>
    object("gateway.networking.k8s.io/v1:GatewayClass", "class", {
        metadata: { name },
        spec: { controllerName: "example.com/edge" },
    });

const past = (reason: string, ...resources: Declared[]): ViolationCase => ({
    reason,
    policy: "r1-private-paths",
    at: "waypoint",
    resources,
});
const exposes = (reason: string, type: string, spec: Props): ViolationCase => ({
    reason,
    policy: "r1-private-kubernetes",
    resources: [object(type, "shop", { spec })],
});

/** Violations that look like parts of the clean programs below. */
export const violations: readonly ViolationCase[] = [
    past("a waypoint with a load balancer", waypoint({}, istioType("LoadBalancer"))),
    past("a waypoint whose Service is of an unknown type", waypoint({}, istioType(unknown))),
    past("a waypoint whose annotations are unknown", waypoint({}, { annotations: unknown })),
    past(
        "a waypoint with a load balancer, through metadata that Istio copies",
        waypoint({ infrastructure: istioType("NodePort") }),
    ),
    past(
        "a waypoint with separate settings",
        waypoint({ infrastructure: { parametersRef: { group: "", kind: "ConfigMap", name: "open" } } }),
    ),
    past(
        "a waypoint with a listener outside the mesh",
        waypoint({
            listeners: [
                { name: "mesh", port: 15008, protocol: "HBONE" },
                { name: "web", port: 80, protocol: "HTTP" },
            ],
        }),
    ),
    past("a waypoint whose listener is unknown", waypoint({ listeners: [unknown] })),
    past("a waypoint whose listeners are unknown", waypoint({ listeners: unknown })),
    past("a waypoint without listeners", waypoint({ listeners: [] })),
    past("a Gateway of Istio's class", waypoint({ gatewayClassName: "istio" })),
    past("a Gateway of a class that may be a waypoint's", waypoint({ gatewayClassName: unknown })),
    past("a waypoint's class with another controller", waypointClass("istio-waypoint"), waypoint()),
    past("a class of another controller that may be a waypoint's", waypointClass(unknown), waypoint()),
    exposes("a DNSEndpoint of another API group", "example.com/v1:DNSEndpoint", { endpoints: unknown }),
    exposes("a server of the API group that it scrapes", "monitoring.coreos.com/v1:Prometheus", { thanos: unknown }),
    exposes("a server of the group of its dashboards", "grafana.integreatly.org/v1beta1:Grafana", { service: unknown }),
    exposes("a secret's place of a group that runs pods", "secrets-store.csi.x-k8s.io/v1:Driver", { pods: unknown }),
    exposes("an unknown listen address", "example.com/v1:Proxy", { listenerAddr: unknown }),
    exposes("an unknown setting of Flink's own Service", "flink.apache.org/v1beta1:FlinkDeployment", {
        flinkConfiguration: { "kubernetes.rest-service.exposed.type": unknown },
    }),
    exposes("a setting's unknown type", "example.com/v1:Shop", { settings: { "web.service.type": unknown } }),
    exposes("an unknown value of an annotation that Istio reads", "example.com/v1:Shop", {
        web: { "example.com/service-kind": unknown },
    }),
    {
        reason: "a template at an unknown address",
        policy: "r1-private-aws",
        resources: [resource("aws:cloudformation/stack:Stack", "shop", { templateUrl: unknown })],
    },
];

const subnets: Json = [unknown, unknown];
const network: readonly Declared[] = [
    resource("aws:ec2/vpc:Vpc", "vpc", { cidrBlock: "10.0.0.0/16" }),
    resource("aws:ec2/subnet:Subnet", "public", { vpcId: unknown, mapPublicIpOnLaunch: true }, { vpcId: ["vpc"] }),
    resource("aws:ec2/subnet:Subnet", "private-a", { vpcId: unknown }, { vpcId: ["vpc"] }),
    resource("aws:ec2/subnet:Subnet", "private-b", { vpcId: unknown }, { vpcId: ["vpc"] }),
    resource("aws:ec2/eip:Eip", "nat-address", { domain: "vpc" }),
    resource(
        "aws:ec2/natGateway:NatGateway",
        "nat",
        { allocationId: unknown, subnetId: unknown },
        { allocationId: ["nat-address"], subnetId: ["public"] },
    ),
];
const inSubnets = ["private-a", "private-b"];
const group = resource(
    "aws:ec2/securityGroup:SecurityGroup",
    "group",
    {
        vpcId: unknown,
        ingress: [{ protocol: "tcp", fromPort: 80, toPort: 80, cidrBlocks: ["10.0.0.0/16"] }],
        egress: [{ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] }],
    },
    { vpcId: ["vpc"] },
);
const cluster = resource(
    "aws:eks/cluster:Cluster",
    "cluster",
    { vpcConfig: { endpointPublicAccess: false, endpointPrivateAccess: true, subnetIds: subnets } },
    { vpcConfig: inSubnets },
);
const bucket = resource("aws:s3/bucket:Bucket", "content");

const program = (reason: string, ...resources: Declared[]): CleanCase => ({ reason, resources });

/** Whole, compliant programs as teams write them, at a first preview. */
export const clean: readonly CleanCase[] = [
    program(
        "an ambient mesh: a waypoint, its routes and its policies",
        waypoint(
            { infrastructure: { labels: { team: "shop" }, annotations: { team: "shop" } } },
            istioType("ClusterIP"),
        ),
        object("gateway.networking.k8s.io/v1:HTTPRoute", "route", {
            metadata: { namespace: "shop" },
            spec: { parentRefs: [{ group: "", kind: "Service", name: "reviews" }], rules: [] },
        }),
        object("security.istio.io/v1:PeerAuthentication", "strict", { spec: { mtls: { mode: "STRICT" } } }),
        object("networking.istio.io/v1:DestinationRule", "balance", {
            spec: { host: "reviews", trafficPolicy: { loadBalancer: { simple: "LEAST_REQUEST" } } },
        }),
    ),
    program("a waypoint without settings of its Service", waypoint()),
    program(
        "a cluster's records, secrets and alerts",
        cluster,
        ...network,
        resource("aws:rds/instance:Instance", "db", { engine: "postgres", publiclyAccessible: false }),
        object(
            "externaldns.k8s.io/v1alpha1:DNSEndpoint",
            "record",
            { spec: { endpoints: [{ dnsName: "db.corp.internal", recordType: "CNAME", targets: [unknown] }] } },
            { spec: ["db"] },
        ),
        object(
            "secrets-store.csi.x-k8s.io/v1:SecretProviderClass",
            "secrets",
            { spec: { provider: "aws", parameters: { objects: unknown } } },
            { spec: ["db"] },
        ),
        ...["PrometheusRule", "ServiceMonitor", "PodMonitor", "Probe", "ScrapeConfig"].map((kind) =>
            object(`monitoring.coreos.com/v1:${kind}`, kind, { spec: { parts: unknown } }),
        ),
        ...["Dashboard", "Datasource", "Folder", "AlertRuleGroup"].map((kind) =>
            object(`grafana.integreatly.org/v1beta1:Grafana${kind}`, kind, { spec: { json: unknown } }),
        ),
        object("temporal.io/v1beta1:TemporalCluster", "temporal", {
            spec: { persistence: { defaultStore: { sql: { connectAddr: unknown } } } },
        }),
    ),
    program(
        "data processing: jobs, connectors and searches with new buckets, queues and hosts",
        bucket,
        object("sparkoperator.k8s.io/v1beta2:SparkApplication", "spark", {
            spec: {
                mainApplicationFile: unknown,
                arguments: [unknown],
                sparkConf: { "spark.s3.root": unknown },
            },
        }),
        object("flink.apache.org/v1beta1:FlinkDeployment", "flink", {
            spec: { flinkConfiguration: { "state.checkpoints.dir": unknown }, job: { args: ["--topic", unknown] } },
        }),
        object("argoproj.io/v1alpha1:EventSource", "events", { spec: { sqs: { orders: { queue: unknown } } } }),
        object("argoproj.io/v1alpha1:CronWorkflow", "nightly", {
            spec: { workflowSpec: { arguments: { parameters: [{ name: "bucket", value: unknown }] } } },
        }),
        object("kafka.strimzi.io/v1beta2:KafkaConnector", "connector", {
            spec: { class: "io.debezium.connector.postgresql.PostgresConnector", config: { "topic.prefix": unknown } },
        }),
        object("elasticsearch.k8s.elastic.co/v1:Elasticsearch", "search", {
            spec: { nodeSets: [{ name: "a", count: 1, config: { "s3.client.default.endpoint": unknown } }] },
        }),
        object("velero.io/v1:BackupStorageLocation", "backups", {
            spec: { objectStorage: { bucket: unknown, prefix: unknown }, config: { topic: unknown, suffix: unknown } },
        }),
    ),
    program(
        "a site: a bucket and its distribution",
        bucket,
        resource("aws:cloudfront/originAccessControl:OriginAccessControl", "access"),
        resource("aws:cloudfront/function:Function", "redirect", {
            runtime: "cloudfront-js-2.0",
            code: "function handler(event) { return { statusCode: 301, headers: { location: { value: 'https://example.com' } } }; }",
        }),
        resource(
            "aws:cloudfront/distribution:Distribution",
            "cdn",
            {
                origins: [{ originId: "content", domainName: unknown, originAccessControlId: unknown }],
                defaultCacheBehavior: { functionAssociations: [{ eventType: "viewer-request", functionArn: unknown }] },
            },
            { origins: ["content", "access"], defaultCacheBehavior: ["redirect"] },
        ),
    ),
    program(
        "a pipeline: a registry and who may push to it",
        resource("aws:ecr/repository:Repository", "images"),
        resource("aws:iam/openIdConnectProvider:OpenIdConnectProvider", "github", {
            url: "https://token.actions.githubusercontent.com",
        }),
    ),
    program(
        "tasks behind an internal load balancer and the gateway",
        ...network,
        group,
        resource("aws:lb/loadBalancer:LoadBalancer", "nlb", { internal: true, subnets }, { subnets: inSubnets }),
        resource("aws:lb/targetGroup:TargetGroup", "targets", { port: 80, targetType: "ip" }),
        resource(
            "aws:lb/listener:Listener",
            "listener",
            { loadBalancerArn: unknown, defaultActions: [{ type: "forward", targetGroupArn: unknown }] },
            { loadBalancerArn: ["nlb"], defaultActions: ["targets"] },
        ),
        resource(
            "aws:ecs/service:Service",
            "tasks",
            {
                networkConfiguration: { subnets, securityGroups: [unknown], assignPublicIp: false },
                loadBalancers: [{ targetGroupArn: unknown, containerName: "shop", containerPort: 80 }],
            },
            { networkConfiguration: [...inSubnets, "group"], loadBalancers: ["targets"] },
        ),
        resource("aws:apigateway/vpcLink:VpcLink", "link", { targetArn: unknown }, { targetArn: ["nlb"] }),
        ...gatewayStack(),
    ),
    program(
        "scaling machines behind an internal load balancer",
        ...network,
        group,
        resource("aws:lb/loadBalancer:LoadBalancer", "nlb", { internal: true, subnets }, { subnets: inSubnets }),
        resource("aws:lb/targetGroup:TargetGroup", "targets", { port: 80 }),
        resource(
            "aws:ec2/launchTemplate:LaunchTemplate",
            "template",
            { instanceType: "t3.small", vpcSecurityGroupIds: [unknown] },
            { vpcSecurityGroupIds: ["group"] },
        ),
        resource(
            "aws:autoscaling/group:Group",
            "machines",
            {
                vpcZoneIdentifiers: subnets,
                targetGroupArns: [unknown],
                mixedInstancesPolicy: {
                    launchTemplate: {
                        launchTemplateSpecification: { launchTemplateId: unknown },
                        overrides: [{ instanceType: "c6i.large" }],
                    },
                },
            },
            { vpcZoneIdentifiers: inSubnets, targetGroupArns: ["targets"], mixedInstancesPolicy: ["template"] },
        ),
    ),
];
