import { type Declared, type Json, unknown } from "../../../engine";
import type { CleanCase, ViolationCase } from "../../case";

type Props = { readonly [key: string]: Json };

const resource = (type: string, props: Props, more: Partial<Declared>): Declared => ({
    type: `aws:${type}`,
    name: "shop",
    props,
    ...more,
});
const breaks = (reason: string, type: string, props: Props = {}, more: Partial<Declared> = {}): ViolationCase => ({
    reason,
    policy: "r1-private-aws",
    resources: [resource(type, props, more)],
});
const holds = (reason: string, type: string, props: Props = {}): CleanCase => ({
    reason,
    resources: [resource(type, props, {})],
});

const instance = "rds/instance:Instance";
const kafka = "msk/cluster:Cluster";
const search = "opensearch/domain:Domain";
const airflow = "mwaa/environment:Environment";
const policy = "opensearch/serverlessSecurityPolicy:ServerlessSecurityPolicy";

// Each is public by this property, and private without it.
const flagged = [
    [instance, "publiclyAccessible"],
    ["rds/clusterInstance:ClusterInstance", "publiclyAccessible"],
    ["redshift/cluster:Cluster", "publiclyAccessible"],
    ["redshiftserverless/workgroup:Workgroup", "publiclyAccessible"],
    ["neptune/clusterInstance:ClusterInstance", "publiclyAccessible"],
    ["neptunegraph/graph:Graph", "publicConnectivity"],
    ["timestreaminfluxdb/dbInstance:DbInstance", "publiclyAccessible"],
    ["timestreaminfluxdb/dbCluster:DbCluster", "publiclyAccessible"],
    ["lightsail/database:Database", "publiclyAccessible"],
    ["mq/broker:Broker", "publiclyAccessible"],
    ["dms/replicationInstance:ReplicationInstance", "publiclyAccessible"],
    ["m2/environment:Environment", "publiclyAccessible"],
] as const;

// Each is public by default, or through the internet gateway of its network.
const openByDefault = ["rds/shardGroup:ShardGroup", "dms/instanceProfile:InstanceProfile"];

const inNetwork = [search, "elasticsearch/domain:Domain", "opensearchingest/pipeline:Pipeline"];

const inside: Props = { vpcOptions: { subnetIds: ["subnet-1"] } };
const brokers = (type: Json): Props => ({
    brokerNodeGroupInfo: { clientSubnets: unknown, connectivityInfo: { publicAccess: { type } } },
});
const network = (...rules: Json[]): Props => ({ type: "network", policy: JSON.stringify(rules) });
const rules: Json = [{ ResourceType: "collection", Resource: ["collection/shop"] }];
const narrow: Props = { Rules: rules, AllowFromPublic: false, SourceVPCEs: ["vpce-1"] };

/** Databases, brokers and search engines on the internet. */
export const violations: readonly ViolationCase[] = [
    ...flagged.map(([type, key]) => breaks(`${type} with ${key}`, type, { [key]: true })),
    ...openByDefault.map((type) => breaks(`${type} without the setting`, type)),
    ...inNetwork.map((type) => breaks(`${type} outside the network`, type)),
    breaks("a database with a string for a boolean", instance, { publiclyAccessible: "true" }),
    breaks("a database with an unknown setting", instance, { publiclyAccessible: unknown }),
    breaks("a database with ignored changes", instance, {}, { ignoreChanges: ["publiclyAccessible"] }),
    breaks("a search engine whose network is unknown", search, { vpcOptions: unknown }),
    breaks("a search engine whose network is ignored", search, inside, { ignoreChanges: ["vpcOptions"] }),
    breaks("brokers with public addresses", kafka, brokers("SERVICE_PROVIDED_EIPS")),
    breaks("brokers whose access is unknown", kafka, brokers(unknown)),
    breaks("Airflow for the internet", airflow, { webserverAccessMode: "PUBLIC_ONLY" }),
    breaks("Airflow for the internet and the network", airflow, { webserverAccessMode: "PUBLIC_AND_PRIVATE" }),
    breaks("a search service that cannot be in a VPC", "cloudsearch/domain:Domain"),
    breaks("collections for everyone", policy, network({ Rules: rules, AllowFromPublic: true })),
    breaks(
        "collections for everyone, alongside some for the network",
        policy,
        network(narrow, { AllowFromPublic: true }),
    ),
    breaks("collections for everyone, before some for the network", policy, network({ AllowFromPublic: true }, narrow)),
    breaks("collections for everyone, as a string", policy, network({ AllowFromPublic: "true" })),
    breaks("an unknown policy", policy, { type: "network", policy: unknown }),
    breaks("a policy of an unknown type", policy, { ...network(narrow), type: unknown }),
    breaks("a policy that is not a list", policy, { type: "network", policy: JSON.stringify(narrow) }),
    breaks("a policy with a rule that is a string", policy, network("open")),
    breaks("an unreadable policy", policy, { type: "network", policy: "[" }),
    breaks("a policy without its type", policy, { policy: "[]" }),
    breaks("a policy that is not a string", policy, { type: "network" }),
    breaks("a policy with ignored changes", policy, network(narrow), { ignoreChanges: ["policy"] }),
];

/** The same, inside the network. */
export const clean: readonly CleanCase[] = [
    ...flagged.flatMap(([type, key]) => [
        holds(`${type} without the setting`, type),
        holds(`${type} without ${key}`, type, { [key]: false }),
    ]),
    ...openByDefault.map((type) => holds(`${type} that is private`, type, { publiclyAccessible: false })),
    ...inNetwork.map((type) => holds(`${type} inside the network`, type, inside)),
    holds("a search engine in subnets that are not yet known", search, { vpcOptions: { subnetIds: unknown } }),
    holds("a search engine in one subnet that is not yet known", search, { vpcOptions: { subnetIds: [unknown] } }),
    holds("brokers in the network", kafka, { brokerNodeGroupInfo: { clientSubnets: unknown } }),
    holds("brokers explicitly inside the network", kafka, brokers("DISABLED")),
    holds("Airflow by default", airflow),
    holds("Airflow in the network", airflow, { webserverAccessMode: "PRIVATE_ONLY" }),
    holds("a policy on encryption, with an unknown key", policy, { type: "encryption", policy: unknown }),
    holds("collections for the network", policy, network(narrow)),
    holds(
        "collections for an AWS service",
        policy,
        network({ Rules: rules, SourceServices: ["bedrock.amazonaws.com"] }),
    ),
    holds("data behind AWS's own API", "dynamodb/table:Table", { name: unknown }),
    holds("a cache, which has no public address", "elasticache/replicationGroup:ReplicationGroup"),
];
