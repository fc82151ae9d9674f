import type { HarmlessTypes } from "./entry";

/** API Gateway, AppSync, IoT and events: types that open nothing by themselves. */
export const awsGateway: readonly HarmlessTypes[] = [
    {
        module: "apigateway",
        because: "describes an API or its answers, and calls no backend",
        types: `Account Authorizer ClientCertificate DocumentationPart DocumentationVersion IntegrationResponse MethodResponse
            Model RequestValidator Response RestApiPolicy`,
    },
    {
        module: "apigateway",
        because: "is a name that leads nowhere without a mapping, which is judged",
        types: "DomainName DomainNameAccessAssociation",
    },
    { module: "apigateway", because: "leads to a load balancer, which is judged", types: "VpcLink" },
    {
        module: "apigatewayv2",
        because: "is part of an HTTP or WebSocket API, which never holds, or a name without a mapping",
        types: "Authorizer DomainName IntegrationResponse Model RouteResponse VpcLink",
    },
    {
        module: "appsync",
        because: "is part of an API, which is judged",
        types: `ApiCache ApiKey ChannelNamespace DataSource DomainNameApiAssociation Function Resolver SourceApiAssociation Type`,
    },
    {
        module: "iot",
        because: "knows devices by their certificates, at AWS's own endpoint; another name of it is judged",
        types: `Authorizer BillingGroup CaCertificate Certificate EventConfigurations IndexingConfiguration LoggingOptions Policy
            PolicyAttachment ProvisioningTemplate RoleAlias Thing ThingGroup ThingGroupMembership ThingPrincipalAttachment
            ThingType TopicRule TopicRuleDestination`,
    },
    {
        module: "cloudwatch",
        because: "watches, or takes events from callers that IAM knows and calls outwards",
        types: `AlarmMuteRule CompositeAlarm ContributorInsightRule ContributorManagedInsightRule Dashboard EventApiDestination
            EventArchive EventBus EventBusPolicy EventConnection EventEndpoint EventPermission EventRule InternetMonitor
            LogAccountPolicy LogAnomalyDetector LogDataProtectionPolicy LogDelivery LogDeliveryDestination
            LogDeliveryDestinationPolicy LogDeliverySource LogDestination LogDestinationPolicy LogGroup LogIndexPolicy
            LogMetricFilter LogResourcePolicy LogS3TableIntegrationSource LogStorageTierPolicy LogStream LogSubscriptionFilter
            LogTransformer MetricAlarm MetricStream OtelEnrichment QueryDefinition`,
    },
    { module: "scheduler", because: "is a folder of schedules", types: "ScheduleGroup" },
];
