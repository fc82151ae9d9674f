import type { HarmlessTypes } from "./entry";

/** Machines, containers and functions: types that open nothing by themselves. */
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
        because: "says when a group grows, and tells of it",
        types: "LifecycleHook Notification Policy Schedule Tag",
    },
    {
        module: "ecs",
        because: "runs nothing without a service or a task set, which are judged; a daemon's tasks have no ports",
        types: "AccountSettingDefault Cluster ClusterCapacityProviders Daemon Tag",
    },
    {
        module: "eks",
        because: "says who may use the cluster, or where pods run; pods and the endpoint are judged",
        types: "AccessEntry AccessPolicyAssociation FargateProfile IdentityProviderConfig PodIdentityAssociation",
    },
    {
        module: "lambda",
        because: "runs only if it is called, and what lets a caller in is judged",
        types: `Alias CapacityProvider CodeSigningConfig CoreNetworkConnector EventSourceMapping Function
            FunctionEventInvokeConfig FunctionRecursionConfig FunctionScalingConfig Invocation LayerVersion
            LayerVersionPermission MicrovmsImage ProvisionedConcurrencyConfig RuntimeManagementConfig`,
    },
    { module: "lambdamicrovms", because: "is what a machine starts from, and the machine is judged", types: "Image" },
    {
        module: "batch",
        because: "runs jobs to their end, which nobody can call",
        types: "JobQueue SchedulingPolicy",
    },
    {
        module: "emr",
        because: "is a part or a setting of a cluster, or a screen that people sign in to",
        types: `BlockPublicAccessConfiguration InstanceFleet InstanceGroup ManagedScalingPolicy SecurityConfiguration
            Studio StudioSessionMapping`,
    },
    { module: "cloud9", because: "says who may use an environment, which is judged", types: "EnvironmentMembership" },
    {
        module: "gamelift",
        because: "brings players to a fleet, which is judged",
        types: "Alias Build GameSessionQueue Script",
    },
    {
        module: "lightsail",
        because: "is a disk, a name, a key or a bucket, or a setting of what is judged",
        types: `Bucket BucketAccessKey BucketResourceAccess Certificate Disk Disk_attachment Domain DomainEntry KeyPair
            LbAttachment LbCertificate LbCertificateAttachment LbHttpsRedirectionPolicy LbStickinessPolicy StaticIp`,
    },
    {
        module: "elasticbeanstalk",
        because: "runs in an environment, which is judged",
        types: "Application ApplicationVersion",
    },
    {
        module: "apprunner",
        because: "is a setting, a name or a private way of a service, which is judged",
        types: `AutoScalingConfigurationVersion Connection CustomDomainAssociation DefaultAutoScalingConfigurationVersion
            Deployment ObservabilityConfiguration VpcConnector VpcIngressConnection`,
    },
    {
        module: "amplify",
        because: "is part of an app, which is judged",
        types: "BackendEnvironment Branch DomainAssociation Webhook",
    },
    {
        module: "bedrock",
        because: "answers through an API of AWS's own, for callers that IAM knows, or is part of what is judged",
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
        because: "is asked by what runs elsewhere, or names a state machine, which is judged",
        types: "Activity Alias",
    },
    {
        module: "codedeploy",
        because: "describes how a deployment goes; what it turns traffic to is judged at its group",
        types: "Application DeploymentConfig",
    },
    {
        module: "cloudformation",
        because: "is a type that templates name",
        types: "CloudFormationType",
    },
    {
        module: "servicecatalog",
        because: "is what a catalogue offers; what somebody takes from it is a finding",
        types: `AppregistryApplication AppregistryAttributeGroup AppregistryAttributeGroupAssociation BudgetResourceAssociation
            Constraint OrganizationsAccess Portfolio PortfolioShare PrincipalPortfolioAssociation Product
            ProductPortfolioAssociation ProvisioningArtifact ServiceAction TagOption TagOptionResourceAssociation`,
    },
    { module: "m2", because: "runs in an environment, which is judged", types: "Application Deployment" },
    {
        module: "transfer",
        because: "is a user, a key, a partner or a setting of a server or a web app, which are judged",
        types: `Access Agreement Certificate Connector HostKey Profile SshKey Tag User WebAppCustomization Workflow`,
    },
];
