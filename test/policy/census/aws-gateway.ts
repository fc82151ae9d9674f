import type { HarmlessTypes } from "./entry";

/** API Gateway, AppSync, IoT and events: types that expose nothing by themselves. */
export const awsGateway: readonly HarmlessTypes[] = [
    {
        module: "apigateway",
        because: "describes an API or its responses, and calls no backend",
        types: `Account Authorizer ClientCertificate DocumentationPart DocumentationVersion IntegrationResponse MethodResponse
            Model RequestValidator Response RestApiPolicy`,
    },
    {
        module: "apigateway",
        because: "is a name without effect until it has a mapping, which is checked",
        types: "DomainName DomainNameAccessAssociation",
    },
    { module: "apigateway", because: "targets a load balancer, which is checked", types: "VpcLink" },
    {
        module: "apigatewayv2",
        because: "is part of an HTTP or WebSocket API, whose routes are checked with it, or a name without a mapping",
        types: "Authorizer DomainName IntegrationResponse Model RouteResponse VpcLink",
    },
    {
        module: "appsync",
        because: "is part of an API, which is checked",
        types: `ApiCache ApiKey ChannelNamespace DataSource DomainNameApiAssociation Function Resolver SourceApiAssociation Type`,
    },
    {
        module: "iot",
        because: "authenticates devices by certificates at an AWS endpoint; another name for it is checked",
        types: `Authorizer BillingGroup CaCertificate Certificate EventConfigurations IndexingConfiguration LoggingOptions Policy
            PolicyAttachment ProvisioningTemplate RoleAlias Thing ThingGroup ThingGroupMembership ThingPrincipalAttachment
            ThingType TopicRule TopicRuleDestination`,
    },
    {
        module: "cloudwatch",
        because: "watches, or takes events from callers with IAM credentials and makes outbound calls",
        types: `AlarmMuteRule CompositeAlarm ContributorInsightRule ContributorManagedInsightRule Dashboard EventApiDestination
            EventArchive EventBus EventConnection EventEndpoint EventRule InternetMonitor
            LogAccountPolicy LogAnomalyDetector LogDataProtectionPolicy LogDelivery LogDeliveryDestination
            LogDeliveryDestinationPolicy LogDeliverySource LogDestination LogDestinationPolicy LogGroup LogIndexPolicy
            LogMetricFilter LogResourcePolicy LogS3TableIntegrationSource LogStorageTierPolicy LogStream LogSubscriptionFilter
            LogTransformer MetricAlarm MetricStream OtelEnrichment QueryDefinition`,
    },
    { module: "scheduler", because: "is a folder of schedules", types: "ScheduleGroup" },
];
