import { UNKNOWN } from "../resource";
import { networkAt, targetNetworks, withDefault } from "./network-properties";
import type { TranslatedType } from "./translated-type";

const tasks = { type: "aws:ecs/service:Service", matter: ["networkConfiguration"] };

// A template has "VPCSecurityGroups" and "DBClusterIdentifier", aws-native "vpcSecurityGroups" and "dbClusterIdentifier".
const groupNames = { vPCSecurityGroups: "vpcSecurityGroupIds", vpcSecurityGroups: "vpcSecurityGroupIds" };
const clusterNames = { dBClusterIdentifier: "clusterIdentifier", dbClusterIdentifier: "clusterIdentifier" };

const database = (token: string, groups = "vpcSecurityGroupIds"): TranslatedType => ({
    type: `aws:${token}`,
    matter: ["publiclyAccessible", groups],
});
const databaseCluster = (service: string): TranslatedType => ({
    ...database(`${service}/cluster:Cluster`),
    id: "dbClusterIdentifier",
});
const isGiven = (value: unknown): boolean => value !== undefined && value !== null && value !== "";

/** Services behind security groups, by CloudFormation's type name: tasks, databases, brokers. */
export const serviceTypes: Readonly<Record<string, TranslatedType>> = {
    "AWS::ECS::Service": { ...tasks, shape: networkAt() },
    "AWS::ECS::TaskSet": { ...tasks, shape: networkAt() },
    "AWS::Scheduler::Schedule": {
        ...tasks,
        renamed: { target: "networkConfiguration" },
        shape: networkAt("ecsParameters", "networkConfiguration"),
    },
    "AWS::Pipes::Pipe": {
        ...tasks,
        renamed: { targetParameters: "networkConfiguration" },
        shape: networkAt("ecsTaskParameters", "networkConfiguration"),
    },
    "AWS::Events::Rule": { ...tasks, renamed: { targets: "networkConfiguration" }, shape: targetNetworks },
    // Without the property, the default depends on the subnets (Amazon RDS API, CreateDBInstance).
    "AWS::RDS::DBInstance": {
        ...database("rds/instance:Instance"),
        renamed: { ...groupNames, ...clusterNames },
        shape: withDefault(UNKNOWN),
        typeOf: ({ clusterIdentifier }) =>
            isGiven(clusterIdentifier) ? "aws:rds/clusterInstance:ClusterInstance" : undefined,
    },
    // Only a Multi-AZ cluster has the property; instances of the others are public or not by themselves.
    "AWS::RDS::DBCluster": {
        ...databaseCluster("rds"),
        typeOf: ({ publiclyAccessible }) => (isGiven(publiclyAccessible) ? "aws:rds/instance:Instance" : undefined),
    },
    "AWS::RDS::DBShardGroup": {
        ...database("rds/shardGroup:ShardGroup"),
        renamed: { dBClusterIdentifier: "dbClusterIdentifier" },
    },
    "AWS::Neptune::DBCluster": databaseCluster("neptune"),
    "AWS::Neptune::DBInstance": {
        ...database("neptune/clusterInstance:ClusterInstance", "clusterIdentifier"),
        renamed: clusterNames,
    },
    "AWS::Redshift::Cluster": database("redshift/cluster:Cluster"),
    "AWS::RedshiftServerless::Workgroup": database("redshiftserverless/workgroup:Workgroup", "securityGroupIds"),
    "AWS::Timestream::InfluxDBCluster": database("timestreaminfluxdb/dbCluster:DbCluster"),
    "AWS::Timestream::InfluxDBInstance": database("timestreaminfluxdb/dbInstance:DbInstance"),
    "AWS::AmazonMQ::Broker": database("mq/broker:Broker", "securityGroups"),
    "AWS::M2::Environment": database("m2/environment:Environment", "securityGroupIds"),
    // AWS's default is true (AWS DMS API, CreateReplicationInstance).
    "AWS::DMS::ReplicationInstance": {
        ...database("dms/replicationInstance:ReplicationInstance"),
        shape: withDefault(true),
    },
    "AWS::DMS::InstanceProfile": database("dms/instanceProfile:InstanceProfile", "vpcSecurityGroups"),
    "AWS::MSK::Cluster": { type: "aws:msk/cluster:Cluster", matter: ["brokerNodeGroupInfo"] },
};
