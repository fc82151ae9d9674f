import type { HarmlessModules } from "./entry";

/** AWS modules without any path to a backend. The types of other modules are listed one by one in the other files. */
export const awsModules: readonly HarmlessModules[] = [
    {
        because: "grants permissions, or stores keys and certificates; it lets no caller of an API past the gateway",
        modules: `account accountaccess acm acmpca cloudhsmv2 cognito directoryservice iam identitystore kms organizations
            paymentcryptography ram rolesanywhere secretsmanager signer ssoadmin verifiedpermissions`,
    },
    {
        because: "watches, counts, bills or reports, and makes outbound calls only",
        modules: `accessanalyzer amp applicationinsights auditmanager bcmdata billing budgets cfg chatbot cloudtrail
            codeguruprofiler codegurureviewer codestarnotifications computeoptimizer controltower costexplorer
            costoptimizationhub cur detective devopsguru fis guardduty inspector inspector2 invoicing licensemanager macie
            macie2 networkflowmonitor networkmonitor notifications oam observabilityadmin resiliencehub resourceexplorer
            resourcegroups rum savingsplans securityhub securitylake servicequotas ssmcontacts ssmincidents synthetics uxc xray`,
    },
    {
        because: "rejects calls and exposes nothing",
        modules: "fms networkfirewall shield waf wafregional wafv2",
    },
    {
        because: "stores files, images or copies, behind an AWS API or inside the network",
        modules: `backup codeartifact datasync dlm ebs ecr ecrpublic efs fsx glacier rbin s3outposts s3tables storagegateway`,
    },
    {
        because:
            "is S3's own API; an Object Lambda access point runs a function for authenticated callers only (Amazon S3 User Guide, Security considerations for S3 Object Lambda access points)",
        modules: "s3control",
    },
    {
        because: "responds through an AWS API to callers with IAM credentials",
        modules: `agentregistry appconfig appfabric appflow appintegrations athena bedrockfoundation bedrockmodel
            cleanrooms comprehend customerprofiles dataexchange datazone dynamodb evidently kendra keyspaces 
            kinesisanalyticsv2 lakeformation lex location qbusiness qldb redshiftdata rekognition sagemaker schemas swf
            timestreamquery timestreamwrite transcribe`,
    },
    {
        because:
            "has a public endpoint that accepts IAM tokens only, as DynamoDB does (Amazon Aurora DSQL User Guide, Authentication and authorization)",
        modules: "dsql",
    },
    {
        because: "stores data inside a network, and cannot have a public address",
        modules: "dax docdb elasticache finspace memorydb odb",
    },
    {
        because: "carries voice, video or messages between people, and is not a path to an API",
        modules: `chime chimesdkmediapipelines connect elastictranscoder ivs ivschat mailmanager mediaconvert medialive
            mediapackage mediapackagev2 mediastore pinpoint ses sesv2 workmail`,
    },
    {
        because: "is a screen that people sign in to, and is not a path to an API",
        modules: "appstream devicefarm grafana quicksight workspaces workspacesweb",
    },
    {
        because:
            "builds, ships or schedules later runs; no preview shows what a pipeline does then (README, What no policy here can see)",
        modules: `codebuild codecatalyst codecommit codeconnections codepipeline codestarconnections datapipeline
            emrcontainers emrserverless imagebuilder mskconnect ssm`,
    },
    {
        because: "connects your networks privately; servers in them are checked where they are declared",
        modules: "appmesh directconnect ec2clientvpn ec2transitgateway networkmanager outposts",
    },
    {
        because: "names addresses or moves names; servers there are checked where they are declared",
        modules: `arcregionswitch arczonalshift route53domains route53recoverycontrol route53recoveryreadiness
            servicediscovery`,
    },
    { because: "scales a number of instances", modules: "appautoscaling autoscalingplans" },
];
