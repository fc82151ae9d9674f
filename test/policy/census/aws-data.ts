import type { HarmlessTypes } from "./entry";

/** Databases, brokers and search engines: types that expose nothing by themselves. */
export const awsData: readonly HarmlessTypes[] = [
    {
        module: "s3",
        because:
            "describes a bucket, prevents that buckets become public, or has a policy that AWS accepts only for named callers by default",
        types: `AccessPoint AccountPublicAccessBlock AnalyticsConfiguration BucketAbac BucketAccelerateConfiguration
            BucketAccelerateConfigurationV2 BucketCorsConfiguration BucketCorsConfigurationV2
            BucketIntelligentTieringConfiguration BucketLifecycleConfiguration BucketLifecycleConfigurationV2 BucketLogging
            BucketLoggingV2 BucketMetadataConfiguration BucketMetric BucketNotification BucketObjectLockConfiguration
            BucketObjectLockConfigurationV2 BucketOwnershipControls BucketReplicationConfig
            BucketRequestPaymentConfiguration BucketRequestPaymentConfigurationV2 BucketServerSideEncryptionConfiguration
            BucketServerSideEncryptionConfigurationV2 BucketVersioning BucketVersioningV2 DirectoryBucket FilesAccessPoint
            FilesFileSystem FilesFileSystemPolicy FilesMountTarget FilesSynchronizationConfiguration Inventory VectorsIndex
            VectorsVectorBucket VectorsVectorBucketPolicy`,
    },
    {
        module: "s3",
        because:
            "makes a website of a bucket, whose files are public only by its policy or its access control list, which are checked",
        types: "BucketWebsiteConfiguration BucketWebsiteConfigurationV2",
    },
    {
        module: "sns",
        because: "takes nothing from callers, or calls subscribers and devices",
        types: "DataProtectionPolicy PlatformApplication SmsPreferences TopicSubscription",
    },
    { module: "sqs", because: "moves messages between queues", types: "RedriveAllowPolicy RedrivePolicy" },
    {
        module: "kinesis",
        because: "responds through an AWS API to callers with IAM credentials; a policy that admits others is checked",
        types: "AccountSettings AnalyticsApplication FirehoseDeliveryStream Stream StreamConsumer VideoStream",
    },
    {
        module: "rds",
        because: "is a setting, a copy or a private endpoint; resources that can have a public address are checked",
        types: `Certificate Cluster ClusterActivityStream ClusterEndpoint ClusterParameterGroup ClusterRoleAssociation
            ClusterSnapshot ClusterSnapshotCopy CustomDbEngineVersion EventSubscription ExportTask GlobalCluster
            InstanceAutomatedBackupsReplication InstanceDesiredState Integration OptionGroup ParameterGroup Proxy
            ProxyDefaultTargetGroup ProxyEndpoint ProxyTarget ReservedInstance RoleAssociation Snapshot SnapshotCopy SubnetGroup`,
    },
    {
        module: "redshift",
        because: "is a setting, a copy or a private endpoint of a cluster, which is checked",
        types: `AuthenticationProfile ClusterIamRoles ClusterSnapshot DataShareAuthorization DataShareConsumerAssociation
            EndpointAccess EndpointAuthorization EventSubscription HsmClientCertificate HsmConfiguration IdcApplication
            Integration Logging NamespaceRegistration ParameterGroup Partner ResourcePolicy ScheduledAction SnapshotCopy
            SnapshotCopyGrant SnapshotSchedule SnapshotScheduleAssociation SubnetGroup UsageLimit`,
    },
    {
        module: "redshiftserverless",
        because: "is a setting, a copy or a private endpoint of a workgroup, which is checked",
        types: "CustomDomainAssociation EndpointAccess Namespace ResourcePolicy Snapshot UsageLimit",
    },
    {
        module: "neptune",
        because: "is a setting or a copy of a cluster, whose instances are checked",
        types: `Cluster ClusterEndpoint ClusterParameterGroup ClusterSnapshot EventSubscription GlobalCluster ParameterGroup
            SubnetGroup`,
    },
    { module: "neptunegraph", because: "is an endpoint of a graph inside a network", types: "PrivateGraphEndpoint" },
    { module: "mq", because: "is a setting of a broker, which is checked", types: "Configuration" },
    {
        module: "msk",
        because: "is a part of a cluster, which is checked, or is inside networks only",
        types: `Channel ClusterPolicy Configuration Replicator ScramSecretAssociation ServerlessCluster
            SingleScramSecretAssociation Topic VpcConnection`,
    },
    {
        module: "opensearch",
        because:
            "is a setting of a domain or of collections, which are checked, a private endpoint of them, or a screen",
        types: `Application AuthorizeVpcEndpointAccess DomainPolicy DomainSamlOptions InboundConnectionAccepter
            OutboundConnection Package PackageAssociation ServerlessAccessPolicy ServerlessCollection ServerlessCollectionGroup
            ServerlessLifecyclePolicy ServerlessSecurityConfig ServerlessVpcEndpoint VpcEndpoint`,
    },
    {
        module: "elasticsearch",
        because: "is a setting of a domain, which is checked, or a private endpoint of it",
        types: "DomainPolicy DomainSamlOptions VpcEndpoint",
    },
    {
        module: "opensearchingest",
        because: "grants access to a pipeline, which is checked, or is a private endpoint of it",
        types: "PipelineEndpoint ResourcePolicy",
    },
    {
        module: "cloudsearch",
        because: "grants access to a domain, which is checked",
        types: "DomainServiceAccessPolicy",
    },
    {
        module: "dms",
        because: "names the data to copy; the machine that copies it is checked",
        types: `Certificate DataProvider Endpoint EventSubscription MigrationProject ReplicationConfig ReplicationSubnetGroup
            ReplicationTask S3Endpoint`,
    },
    {
        module: "glue",
        because: "describes data, or runs jobs that cannot be called",
        types: `Catalog CatalogDatabase CatalogTable CatalogTableOptimizer Classifier Connection Crawler
            DataCatalogEncryptionSettings DataQualityRuleset Job MLTransform Partition PartitionIndex Registry ResourcePolicy
            Schema SecurityConfiguration Trigger UserDefinedFunction Workflow`,
    },
];
