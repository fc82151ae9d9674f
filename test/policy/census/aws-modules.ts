import type { HarmlessModules } from "./entry";

/** Modules of AWS that hold no way to a backend. One that also holds some is in the other files, type by type. */
export const awsModules: readonly HarmlessModules[] = [
    {
        because:
            "says who may do what, or keeps keys and certificates; no caller of an API gets past the gateway by it",
        modules: `account accountaccess acm acmpca cloudhsmv2 cognito directoryservice iam identitystore kms organizations
            paymentcryptography ram rolesanywhere secretsmanager signer ssoadmin verifiedpermissions`,
    },
    {
        because: "watches, counts, bills or reports, and calls outwards only",
        modules: `accessanalyzer amp applicationinsights auditmanager bcmdata billing budgets cfg chatbot cloudtrail
            codeguruprofiler codegurureviewer codestarnotifications computeoptimizer controltower costexplorer
            costoptimizationhub cur detective devopsguru fis guardduty inspector inspector2 invoicing licensemanager macie
            macie2 networkflowmonitor networkmonitor notifications oam observabilityadmin resiliencehub resourceexplorer
            resourcegroups rum savingsplans securityhub securitylake servicequotas ssmcontacts ssmincidents synthetics uxc xray`,
    },
    {
        because: "turns calls down, and opens nothing",
        modules: "fms networkfirewall shield waf wafregional wafv2",
    },
    {
        because: "keeps files, images or copies, behind an API of AWS's own or inside the network",
        modules: `backup codeartifact datasync dlm ebs ecr ecrpublic efs fsx glacier rbin s3 s3outposts s3tables storagegateway`,
    },
    {
        because:
            "is S3's own API; an Object Lambda access point runs a function for authenticated callers only (Amazon S3 User Guide, Security considerations for S3 Object Lambda access points)",
        modules: "s3control",
    },
    {
        because: "answers through an API of AWS's own, for callers that IAM knows",
        modules: `agentregistry appconfig appfabric appflow appintegrations athena bedrockfoundation bedrockmodel
            cleanrooms comprehend customerprofiles dataexchange datazone dynamodb evidently kendra keyspaces kinesis
            kinesisanalyticsv2 lakeformation lex location qbusiness qldb redshiftdata rekognition sagemaker schemas sns sqs swf
            timestreamquery timestreamwrite transcribe`,
    },
    {
        because:
            "has a public endpoint that takes tokens of IAM only, as DynamoDB does (Amazon Aurora DSQL User Guide, Authentication and authorization)",
        modules: "dsql",
    },
    {
        because: "keeps data inside a network, and can have no public address",
        modules: "dax docdb elasticache finspace memorydb odb",
    },
    {
        because: "carries voice, video or messages between people, and is no way to an API",
        modules: `chime chimesdkmediapipelines connect elastictranscoder ivs ivschat mailmanager mediaconvert medialive
            mediapackage mediapackagev2 mediastore pinpoint ses sesv2 workmail`,
    },
    {
        because: "is a screen that people sign in to, and is no way to an API",
        modules: "appstream devicefarm grafana quicksight workspaces workspacesweb",
    },
    {
        because:
            "runs later what you build, ship or schedule; what a pipeline does then no preview shows (README, What no policy here can see)",
        modules: `codebuild codecatalyst codecommit codeconnections codepipeline codestarconnections datapipeline
            emrcontainers emrserverless imagebuilder mskconnect ssm`,
    },
    {
        because: "joins networks of yours in private; who in them answers is judged where it is made",
        modules: "appmesh directconnect ec2clientvpn ec2transitgateway networkmanager outposts",
    },
    {
        because: "gives names to addresses, or moves them; who answers there is judged where it is made",
        modules: `arcregionswitch arczonalshift route53domains route53recoverycontrol route53recoveryreadiness
            servicediscovery`,
    },
    { because: "says how many of something run", modules: "appautoscaling autoscalingplans" },
];
