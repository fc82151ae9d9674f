import type { HarmlessTypes } from "./entry";

/** Machines, containers and functions: types that expose nothing by themselves. */
export const awsCompute: readonly HarmlessTypes[] = [
    {
        module: "ec2",
        because: "is an image, a disk, a key, a place or a setting, and has no address",
        types: `AllowedImagesSettings Ami AmiCopy AmiFromInstance AmiLaunchPermission AvailabilityZoneGroup
            CapacityBlockReservation CapacityReservation DedicatedHost DefaultCreditSpecification InstanceMetadataDefaults
            KeyPair PlacementGroup SerialConsoleAccess SnapshotCreateVolumePermission SpotDatafeedSubscription Tag
            VolumeAttachment`,
    },
    {
        module: "autoscaling",
        because: "decides when a group grows, and sends notifications",
        types: "LifecycleHook Notification Policy Schedule Tag",
    },
    {
        module: "ecs",
        because: "runs nothing without a service or a task set, which are checked; a daemon's tasks have no ports",
        types: "AccountSettingDefault Cluster ClusterCapacityProviders Daemon Tag",
    },
    {
        module: "eks",
        because: "grants access to the cluster, or decides where pods run; pods and the endpoint are checked",
        types: "AccessEntry AccessPolicyAssociation FargateProfile IdentityProviderConfig PodIdentityAssociation",
    },
    {
        module: "lambda",
        because: "runs only when it is called, and permissions to call it are checked",
        types: `Alias CapacityProvider CodeSigningConfig CoreNetworkConnector EventSourceMapping Function
            FunctionEventInvokeConfig FunctionRecursionConfig FunctionScalingConfig Invocation LayerVersion
            LayerVersionPermission MicrovmsImage ProvisionedConcurrencyConfig RuntimeManagementConfig`,
    },
    { module: "lambdamicrovms", because: "is the image of a machine, and the machine is checked", types: "Image" },
    {
        module: "batch",
        because: "runs jobs that cannot be called",
        types: "JobQueue SchedulingPolicy",
    },
    {
        module: "emr",
        because: "is a part or a setting of a cluster, or a screen that people sign in to",
        types: `BlockPublicAccessConfiguration InstanceFleet InstanceGroup ManagedScalingPolicy SecurityConfiguration
            Studio StudioSessionMapping`,
    },
    { module: "cloud9", because: "grants access to an environment, which is checked", types: "EnvironmentMembership" },
    {
        module: "gamelift",
        because: "brings players to a fleet, which is checked",
        types: "Alias Build GameSessionQueue Script",
    },
    {
        module: "lightsail",
        because: "is a disk, a name, a key or a bucket, or a setting of a checked resource",
        types: `Bucket BucketAccessKey BucketResourceAccess Certificate Disk Disk_attachment Domain DomainEntry KeyPair
            LbAttachment LbCertificate LbCertificateAttachment LbHttpsRedirectionPolicy LbStickinessPolicy StaticIp`,
    },
    {
        module: "elasticbeanstalk",
        because: "runs in an environment, which is checked",
        types: "Application ApplicationVersion",
    },
    {
        module: "apprunner",
        because: "is a setting, a name or a private endpoint of a service, which is checked",
        types: `AutoScalingConfigurationVersion Connection CustomDomainAssociation DefaultAutoScalingConfigurationVersion
            Deployment ObservabilityConfiguration VpcConnector VpcIngressConnection`,
    },
    {
        module: "amplify",
        because: "is part of an app, which is checked",
        types: "BackendEnvironment Branch DomainAssociation Webhook",
    },
    {
        module: "bedrock",
        because: "responds through an AWS API to callers with IAM credentials, or is part of a checked resource",
        types: `AgentAgent AgentAgentActionGroup AgentAgentAlias AgentAgentCollaborator AgentAgentKnowledgeBaseAssociation
            AgentDataSource AgentFlow AgentKnowledgeBase AgentPrompt AgentcoreAgentRuntimeEndpoint
            AgentcoreApiKeyCredentialProvider AgentcoreBrowser AgentcoreBrowserProfile AgentcoreCodeInterpreter
            AgentcoreEvaluator AgentcoreGatewayRule AgentcoreGatewayTarget AgentcoreMemory AgentcoreMemoryStrategy
            AgentcoreOauth2CredentialProvider AgentcoreOnlineEvaluationConfig AgentcorePolicy AgentcorePolicyEngine
            AgentcoreRegistry AgentcoreResourcePolicy AgentcoreTokenVaultCmk AgentcoreWorkloadIdentity CustomModel EvaluationJob
            Guardrail GuardrailVersion InferenceProfile ProvisionedModelThroughput UseCaseForModelAccess`,
    },
    {
        module: "sfn",
        because: "is polled by workers elsewhere, or names a state machine, which is checked",
        types: "Activity Alias",
    },
    {
        module: "codedeploy",
        because: "configures a deployment; the target of its traffic is checked at its group",
        types: "Application DeploymentConfig",
    },
    {
        module: "cloudformation",
        because: "is a type for templates",
        types: "CloudFormationType",
    },
    {
        module: "servicecatalog",
        because: "is an entry of a catalogue; a provisioned product is reported",
        types: `AppregistryApplication AppregistryAttributeGroup AppregistryAttributeGroupAssociation BudgetResourceAssociation
            Constraint OrganizationsAccess Portfolio PortfolioShare PrincipalPortfolioAssociation Product
            ProductPortfolioAssociation ProvisioningArtifact ServiceAction TagOption TagOptionResourceAssociation`,
    },
    { module: "m2", because: "runs in an environment, which is checked", types: "Application Deployment" },
    {
        module: "transfer",
        because: "is a user, a key, a partner or a setting of a server or a web app, which are checked",
        types: `Access Agreement Certificate Connector HostKey Profile SshKey Tag User WebAppCustomization Workflow`,
    },
];
