import { always, type Condition, type EndpointService } from "./endpoint-table";

/** Public only if the property is true. The default is private, in the API or because the provider sends `false`. */
const flagged = (property: string, ...groups: string[]): EndpointService => ({
    because: `${property} is true, so it has a public address`,
    change: `set ${property} to false`,
    publicIf: [{ path: [property], values: [true] }],
    ...(groups.length > 0 && { groups }),
});

const ofVpc = "vpcSecurityGroupIds.*";
const inCluster = (service: string): EndpointService => ({
    ...flagged("publiclyAccessible"),
    groups: [],
    cluster: ["clusterIdentifier", `aws:${service}/cluster:Cluster`, ofVpc],
});

// The default depends on the internet gateway of the VPC (Amazon RDS API, CreateDBShardGroup), or is true (@pulumi/aws,
// dms/instanceProfile.d.ts).
const openByDefault: EndpointService = {
    because: "publiclyAccessible is not false, so it may have a public address",
    change: "set publiclyAccessible to false",
    privateIf: [{ path: ["publiclyAccessible"], values: [false] }],
};

// Without it the endpoint is public: Amazon OpenSearch Service Developer Guide, "Launching your domains within a VPC";
// @pulumi/aws, opensearchingest/pipeline.d.ts.
const inNetwork: EndpointService = {
    because: "vpcOptions names no subnet, so its endpoint is public",
    change: "set vpcOptions.subnetIds to private subnets",
    privateIf: [{ path: ["vpcOptions", "subnetIds"], values: "given" }],
};

const unless = (path: Condition["path"], expected: string): EndpointService => ({
    because: `${path.join(".")} is not "${expected}", so it can be reached from the internet, bypassing the gateway`,
    change: `set ${path.join(".")} to "${expected}"`,
    publicIf: [{ path, values: "set", except: [expected] }],
});

/**
 * Databases, brokers and search engines that can be on the internet, by type token. Services that are reached only
 * through AWS's own API (DynamoDB, S3, SQS) are protected by IAM and not listed.
 */
export const dataServices: ReadonlyMap<string, EndpointService> = new Map(
    Object.entries({
        "rds/instance:Instance": flagged("publiclyAccessible", ofVpc),
        "rds/clusterInstance:ClusterInstance": inCluster("rds"),
        "rds/shardGroup:ShardGroup": {
            ...openByDefault,
            groups: [],
            cluster: ["dbClusterIdentifier", "aws:rds/cluster:Cluster", ofVpc],
        },
        "redshift/cluster:Cluster": flagged("publiclyAccessible", ofVpc),
        "redshiftserverless/workgroup:Workgroup": flagged("publiclyAccessible", "securityGroupIds.*"),
        "neptune/clusterInstance:ClusterInstance": inCluster("neptune"),
        "neptunegraph/graph:Graph": flagged("publicConnectivity"),
        "timestreaminfluxdb/dbInstance:DbInstance": flagged("publiclyAccessible", ofVpc),
        "timestreaminfluxdb/dbCluster:DbCluster": flagged("publiclyAccessible", ofVpc),
        "lightsail/database:Database": flagged("publiclyAccessible"),
        "mq/broker:Broker": flagged("publiclyAccessible", "securityGroups.*"),
        // AWS's default is true, but the provider sends what it reads, false (terraform-provider-aws,
        // internal/service/dms).
        "dms/replicationInstance:ReplicationInstance": flagged("publiclyAccessible", ofVpc),
        "dms/instanceProfile:InstanceProfile": { ...openByDefault, groups: ["vpcSecurityGroups.*"] },
        "m2/environment:Environment": flagged("publiclyAccessible", "securityGroupIds.*"),
        "msk/cluster:Cluster": {
            ...unless(["brokerNodeGroupInfo", "connectivityInfo", "publicAccess", "type"], "DISABLED"),
            groups: ["brokerNodeGroupInfo.securityGroups.*"],
        },
        // Its web server has an API that can start anything in the environment.
        "mwaa/environment:Environment": unless(["webserverAccessMode"], "PRIVATE_ONLY"),
        "opensearch/domain:Domain": inNetwork,
        "elasticsearch/domain:Domain": inNetwork,
        "opensearchingest/pipeline:Pipeline": inNetwork,
        "cloudsearch/domain:Domain": always("its search endpoint is public, and it cannot be placed in a VPC"),
    } satisfies Record<string, EndpointService>).map(([token, entry]) => [`aws:${token}`, entry]),
);
