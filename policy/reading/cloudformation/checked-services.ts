import { type Plain, type Props, UNKNOWN } from "../resource";
import { read } from "../value";

/** Translation of a CloudFormation type to a type of the aws provider, as which it is checked. */
export interface CheckedType {
    readonly type: string;
    readonly expected: string;
    translate(own: Plain): Props;
}

/** Property of a resource in CloudFormation's terms: null if absent, UNKNOWN if unreadable. */
export function at(own: Plain, ...path: readonly string[]): Plain {
    const reading = read(own, ...path);
    if (reading.state === "known") return reading.value;
    return reading.state === "absent" ? null : UNKNOWN;
}

/** Copies properties that have the same name in the aws provider. */
export const same =
    (...names: readonly string[]) =>
    (own: Plain): Props =>
        Object.fromEntries(names.map((name) => [name, at(own, name)]));

const isPublic = (type: string, property = "publiclyAccessible"): CheckedType => ({
    type,
    expected: `${property} false`,
    translate: same(property),
});

// CloudFormation omits what a template omits, and AWS's default may then be true (Amazon RDS API, CreateDBInstance; AWS
// DMS API, CreateReplicationInstance), where the aws provider sends false.
const mustSay: CheckedType = {
    type: "aws:rds/shardGroup:ShardGroup",
    expected: "publiclyAccessible explicitly false",
    translate: same("publiclyAccessible"),
};

// CloudFormation writes "VPCOptions", aws-native "vpcOptions".
const domain = (type: string): CheckedType => ({
    type,
    expected: "subnets of a network",
    translate: (own) => ({ vpcOptions: at(own, "vPCOptions") ?? at(own, "vpcOptions") }),
});

const agent: CheckedType = {
    type: "aws:bedrock/agentcoreAgentRuntime:AgentcoreAgentRuntime",
    expected: "callers that IAM knows",
    translate: same("authorizerConfiguration"),
};

const named = (type: string): CheckedType => ({
    type,
    expected: "callers that the policy names",
    translate: (own) => ({ policy: at(own, "policyDocument") }),
});

/** Data stores, policies of queues and topics, and services that run programs on managed instances, by CloudFormation's type name. */
export const checkedServices: Readonly<Record<string, CheckedType>> = {
    "AWS::AmazonMQ::Broker": isPublic("aws:mq/broker:Broker"),
    "AWS::DMS::InstanceProfile": mustSay,
    "AWS::DMS::ReplicationInstance": mustSay,
    "AWS::Elasticsearch::Domain": domain("aws:elasticsearch/domain:Domain"),
    "AWS::Lightsail::Database": isPublic("aws:lightsail/database:Database"),
    "AWS::M2::Environment": isPublic("aws:m2/environment:Environment"),
    "AWS::MSK::Cluster": {
        type: "aws:msk/cluster:Cluster",
        expected: "brokers without public access",
        translate: same("brokerNodeGroupInfo"),
    },
    "AWS::MWAA::Environment": {
        type: "aws:mwaa/environment:Environment",
        expected: 'webserverAccessMode "PRIVATE_ONLY"',
        translate: same("webserverAccessMode"),
    },
    "AWS::Neptune::DBInstance": isPublic("aws:neptune/clusterInstance:ClusterInstance"),
    "AWS::NeptuneGraph::Graph": isPublic("aws:neptunegraph/graph:Graph", "publicConnectivity"),
    "AWS::OpenSearchServerless::SecurityPolicy": {
        type: "aws:opensearch/serverlessSecurityPolicy:ServerlessSecurityPolicy",
        expected: "network policies without AllowFromPublic",
        translate: same("type", "policy"),
    },
    "AWS::OpenSearchService::Domain": domain("aws:opensearch/domain:Domain"),
    "AWS::OSIS::Pipeline": domain("aws:opensearchingest/pipeline:Pipeline"),
    "AWS::RDS::DBCluster": isPublic("aws:rds/instance:Instance"),
    "AWS::RDS::DBInstance": mustSay,
    "AWS::RDS::DBShardGroup": mustSay,
    "AWS::Redshift::Cluster": isPublic("aws:redshift/cluster:Cluster"),
    "AWS::RedshiftServerless::Workgroup": isPublic("aws:redshiftserverless/workgroup:Workgroup"),
    "AWS::SNS::TopicInlinePolicy": named("aws:sns/topicPolicy:TopicPolicy"),
    "AWS::SNS::TopicPolicy": named("aws:sns/topicPolicy:TopicPolicy"),
    "AWS::SQS::QueueInlinePolicy": named("aws:sqs/queuePolicy:QueuePolicy"),
    "AWS::SQS::QueuePolicy": named("aws:sqs/queuePolicy:QueuePolicy"),
    "AWS::Timestream::InfluxDBCluster": isPublic("aws:timestreaminfluxdb/dbCluster:DbCluster"),
    "AWS::Timestream::InfluxDBInstance": isPublic("aws:timestreaminfluxdb/dbInstance:DbInstance"),
    "AWS::BedrockAgentCore::Harness": agent,
    "AWS::BedrockAgentCore::Runtime": agent,
    "AWS::Cloud9::EnvironmentEC2": {
        type: "aws:cloud9/environmentEC2:EnvironmentEC2",
        expected: 'connectionType "CONNECT_SSM"',
        translate: same("connectionType"),
    },
    "AWS::GameLift::GameServerGroup": {
        type: "aws:gamelift/gameServerGroup:GameServerGroup",
        expected: "subnets of a network",
        translate: same("vpcSubnets"),
    },
    "AWS::Glue::DevEndpoint": {
        type: "aws:glue/devEndpoint:DevEndpoint",
        expected: "a subnet of a network",
        translate: same("subnetId"),
    },
};
