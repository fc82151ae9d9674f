import { type Json, unknown } from "../../../engine";
import type { CleanCase, ViolationCase } from "../../case";

type Props = { readonly [key: string]: Json };

const stack = "aws:cloudformation/stack:Stack";
const written = (type: string, properties: Json): Props => ({
    templateBody: JSON.stringify({ Resources: { A: { Type: type, Properties: properties } } }),
});
const exposes = (type: string, properties: Json, how = "public"): ViolationCase => ({
    reason: `${type} in a template, ${how}`,
    policy: "r1-private-aws",
    resources: [{ type: stack, name: "shop", props: written(type, properties) }],
});
const holds = (type: string, properties: Json, how = "private"): CleanCase => ({
    reason: `${type} in a template, ${how}`,
    resources: [{ type: stack, name: "shop", props: written(type, properties) }],
});

// Absent properties mean private.
const flagged = [
    ["AWS::AmazonMQ::Broker", "PubliclyAccessible"],
    ["AWS::Lightsail::Database", "PubliclyAccessible"],
    ["AWS::M2::Environment", "PubliclyAccessible"],
    ["AWS::Neptune::DBInstance", "PubliclyAccessible"],
    ["AWS::NeptuneGraph::Graph", "PublicConnectivity"],
    ["AWS::Redshift::Cluster", "PubliclyAccessible"],
    ["AWS::RedshiftServerless::Workgroup", "PubliclyAccessible"],
    ["AWS::Timestream::InfluxDBCluster", "PubliclyAccessible"],
    ["AWS::Timestream::InfluxDBInstance", "PubliclyAccessible"],
] as const;

// Absent properties may mean public.
const openByDefault = [
    "AWS::DMS::InstanceProfile",
    "AWS::DMS::ReplicationInstance",
    "AWS::RDS::DBInstance",
    "AWS::RDS::DBShardGroup",
];

const inNetwork = [
    ["AWS::OpenSearchService::Domain", "VPCOptions"],
    ["AWS::Elasticsearch::Domain", "VPCOptions"],
    ["AWS::OSIS::Pipeline", "VpcOptions"],
] as const;

const kafka = "AWS::MSK::Cluster";
const brokers = (Type: Json): Json => ({ BrokerNodeGroupInfo: { ConnectivityInfo: { PublicAccess: { Type } } } });
const policy = "AWS::OpenSearchServerless::SecurityPolicy";
const network = (AllowFromPublic: boolean): Json => ({
    Type: "network",
    Policy: JSON.stringify([{ AllowFromPublic }]),
});
const agents = ["AWS::BedrockAgentCore::Runtime", "AWS::BedrockAgentCore::Harness"];
const workbench = "AWS::Cloud9::EnvironmentEC2";
const search = "aws-native:opensearchservice:Domain";

/** Data stores and runtimes on the internet, declared with CloudFormation types. */
export const violations: readonly ViolationCase[] = [
    ...flagged.map(([type, key]) => exposes(type, { [key]: true })),
    ...openByDefault.map((type) => exposes(type, {})),
    exposes("AWS::RDS::DBInstance", { PubliclyAccessible: { Ref: "Public" } }, "set by a parameter"),
    ...inNetwork.map(([type]) => exposes(type, {})),
    exposes("AWS::OpenSearchService::Domain", { VPCOptions: { Ref: "AWS::NoValue" } }, "set by a function"),
    exposes(kafka, brokers("SERVICE_PROVIDED_EIPS")),
    exposes("AWS::MWAA::Environment", { WebserverAccessMode: "PUBLIC_ONLY" }),
    exposes(policy, network(true)),
    ...agents.map((type) => exposes(type, { AuthorizerConfiguration: { CustomJWTAuthorizer: { DiscoveryUrl: "x" } } })),
    exposes("AWS::GameLift::GameServerGroup", {}),
    exposes("AWS::Glue::DevEndpoint", {}),
    exposes(workbench, {}),
    {
        reason: "an aws-native search engine on the internet",
        policy: "r1-private-aws",
        resources: [{ type: search, name: "shop", props: { domainName: "shop" } }],
    },
];

/** The same, inside the network. */
export const clean: readonly CleanCase[] = [
    ...flagged.flatMap(([type, key]) => [holds(type, {}, "without the setting"), holds(type, { [key]: false })]),
    ...openByDefault.map((type) => holds(type, { PubliclyAccessible: false })),
    ...inNetwork.flatMap(([type, key]) => [
        holds(type, { [key]: { SubnetIds: ["subnet-1"] } }),
        holds(type, { [key]: { SubnetIds: { Ref: "Subnets" } } }, "in subnets that a parameter names"),
    ]),
    holds(kafka, brokers("DISABLED")),
    holds("AWS::MWAA::Environment", { WebserverAccessMode: "PRIVATE_ONLY" }),
    holds(policy, network(false)),
    ...agents.map((type) => holds(type, { NetworkConfiguration: { NetworkMode: "PUBLIC" } })),
    holds("AWS::GameLift::GameServerGroup", { VpcSubnets: { Ref: "Subnets" } }),
    holds("AWS::Glue::DevEndpoint", { SubnetId: { Ref: "Subnet" } }),
    holds(workbench, { ConnectionType: "CONNECT_SSM" }),
    {
        reason: "an aws-native search engine in the network",
        resources: [{ type: search, name: "shop", props: { vpcOptions: { subnetIds: unknown } } }],
    },
];
