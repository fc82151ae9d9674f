import type { HarmlessTypes } from "./entry";

/** Databases, brokers and search engines: types that open nothing by themselves. */
export const awsData: readonly HarmlessTypes[] = [
    {
        module: "rds",
        because: "is a setting, a copy or a private endpoint; what can have a public address is judged",
        types: `Certificate Cluster ClusterActivityStream ClusterEndpoint ClusterParameterGroup ClusterRoleAssociation
            ClusterSnapshot ClusterSnapshotCopy CustomDbEngineVersion EventSubscription ExportTask GlobalCluster
            InstanceAutomatedBackupsReplication InstanceDesiredState Integration OptionGroup ParameterGroup Proxy
            ProxyDefaultTargetGroup ProxyEndpoint ProxyTarget ReservedInstance RoleAssociation Snapshot SnapshotCopy SubnetGroup`,
    },
    {
        module: "redshift",
        because: "is a setting, a copy or a private endpoint of a cluster, which is judged",
        types: `AuthenticationProfile ClusterIamRoles ClusterSnapshot DataShareAuthorization DataShareConsumerAssociation
            EndpointAccess EndpointAuthorization EventSubscription HsmClientCertificate HsmConfiguration IdcApplication
            Integration Logging NamespaceRegistration ParameterGroup Partner ResourcePolicy ScheduledAction SnapshotCopy
            SnapshotCopyGrant SnapshotSchedule SnapshotScheduleAssociation SubnetGroup UsageLimit`,
    },
    {
        module: "redshiftserverless",
        because: "is a setting, a copy or a private endpoint of a workgroup, which is judged",
        types: "CustomDomainAssociation EndpointAccess Namespace ResourcePolicy Snapshot UsageLimit",
    },
    {
        module: "neptune",
        because: "is a setting or a copy of a cluster, whose instances are judged",
        types: `Cluster ClusterEndpoint ClusterParameterGroup ClusterSnapshot EventSubscription GlobalCluster ParameterGroup
            SubnetGroup`,
    },
    { module: "neptunegraph", because: "is a way to a graph inside a network", types: "PrivateGraphEndpoint" },
    { module: "mq", because: "is a setting of a broker, which is judged", types: "Configuration" },
    {
        module: "msk",
        because: "is a part of a cluster, which is judged, or is inside networks only",
        types: `Channel ClusterPolicy Configuration Replicator ScramSecretAssociation ServerlessCluster
            SingleScramSecretAssociation Topic VpcConnection`,
    },
    {
        module: "opensearch",
        because: "is a setting of a domain or of collections, which are judged, a private way to them, or a screen",
        types: `Application AuthorizeVpcEndpointAccess DomainPolicy DomainSamlOptions InboundConnectionAccepter
            OutboundConnection Package PackageAssociation ServerlessAccessPolicy ServerlessCollection ServerlessCollectionGroup
            ServerlessLifecyclePolicy ServerlessSecurityConfig ServerlessVpcEndpoint VpcEndpoint`,
    },
    {
        module: "elasticsearch",
        because: "is a setting of a domain, which is judged, or a private way to it",
        types: "DomainPolicy DomainSamlOptions VpcEndpoint",
    },
    {
        module: "opensearchingest",
        because: "says who may send to a pipeline, which is judged, or is a private way to it",
        types: "PipelineEndpoint ResourcePolicy",
    },
    {
        module: "cloudsearch",
        because: "says who may use a domain, which is judged",
        types: "DomainServiceAccessPolicy",
    },
    {
        module: "dms",
        because: "names what is copied; the machine that copies is judged",
        types: `Certificate DataProvider Endpoint EventSubscription MigrationProject ReplicationConfig ReplicationSubnetGroup
            ReplicationTask S3Endpoint`,
    },
    {
        module: "glue",
        because: "describes data, or runs jobs to their end that nobody can call",
        types: `Catalog CatalogDatabase CatalogTable CatalogTableOptimizer Classifier Connection Crawler
            DataCatalogEncryptionSettings DataQualityRuleset Job MLTransform Partition PartitionIndex Registry ResourcePolicy
            Schema SecurityConfiguration Trigger UserDefinedFunction Workflow`,
    },
];
