import type { Rejection } from "../resources/rejection";
import { accessEntries } from "./access-entries";
import { buckets } from "./buckets";
import { clusters } from "./clusters";
import { autoScaling } from "./compute/auto-scaling";
import { ecs } from "./compute/ecs";
import { functions } from "./compute/functions";
import { machines } from "./compute/machines";
import { serviceDiscovery } from "./compute/service-discovery";
import { vpcFunctions } from "./compute/vpc-functions";
import { engineVersions } from "./database/engine-versions";
import { finalSnapshots } from "./database/final-snapshots";
import { databaseGroups } from "./database/groups";
import { instances } from "./database/instances";
import { invocations } from "./database/invocations";
import { logExports } from "./database/log-exports";
import { databaseNames } from "./database/names";
import { databaseStorage } from "./database/storage";
import { certificates } from "./domain/certificates";
import { dnsRecords } from "./domain/dns-records";
import { domainNames } from "./domain/domain-names";
import { mappings } from "./domain/mappings";
import { alternateNames } from "./edge/alternate-names";
import { apiOrigins } from "./edge/api-origins";
import { attachments } from "./edge/attachments";
import { behaviors } from "./edge/behaviors";
import { leftovers } from "./edge/leftovers";
import { logDeliveries } from "./edge/log-delivery";
import { origins } from "./edge/origins";
import { edgePolicies } from "./edge/policies";
import { viewerCertificates } from "./edge/viewer-certificates";
import { viewers } from "./edge/viewers";
import { webAclLogs } from "./edge/web-acl-logs";
import { webAclRules } from "./edge/web-acl-rules";
import { webAclUses } from "./edge/web-acl-uses";
import { webAcls } from "./edge/web-acls";
import { eventRules } from "./events/rules";
import { eventTargets } from "./events/targets";
import { binaryMediaTypes } from "./gateway/binary-media-types";
import { compression } from "./gateway/compression";
import { endpoints } from "./gateway/endpoints";
import { gatewayOrder } from "./gateway/gateway-order";
import { gatewayValues } from "./gateway/gateway-values";
import { imports } from "./gateway/import";
import { planThrottles } from "./gateway/plan-throttles";
import { resourcePolicies } from "./gateway/resource-policies";
import { usagePlanKeys } from "./gateway/usage-plan-keys";
import { httpApis } from "./http-api/apis";
import { httpAuthorizers } from "./http-api/authorizers";
import { httpIntegrations } from "./http-api/integrations";
import { privateIntegrations } from "./http-api/private-integrations";
import { httpRoutes } from "./http-api/routes";
import { httpStages } from "./http-api/stages";
import { vpcLinks } from "./http-api/vpc-links";
import { integrationTargetRejections } from "./integration-targets";
import { kubernetesVersionRejections } from "./kubernetes-versions";
import { balancers } from "./load-balancing/balancers";
import { loadBalancerRules } from "./load-balancing/listener-rules";
import { loadBalancerListeners } from "./load-balancing/listeners";
import { loadBalancingOrder } from "./load-balancing/order";
import { eventSources } from "./messaging/event-sources";
import { notifications } from "./messaging/notifications";
import { queues } from "./messaging/queues";
import { subscriptions } from "./messaging/subscriptions";
import { topicPolicies } from "./messaging/topics";
import { networkAcls } from "./network/acls";
import { networkOrder } from "./network/order";
import { securityGroups } from "./network/security-groups";
import { subnets } from "./network/subnets";
import { vpcBlocks } from "./network/vpc-blocks";
import { quotas } from "./quotas";
import { stateMachines } from "./states/state-machines";
import { bucketAcls } from "./storage/bucket-acls";
import { bucketRules } from "./storage/bucket-rules";
import { bucketSettings } from "./storage/bucket-settings";
import { keys } from "./storage/keys";
import { tableItems } from "./storage/table-items";
import { stores } from "./stores";
import { userPools } from "./user-pools";
import { budgetRejections } from "./watching/budgets";
import { canaryRejections } from "./watching/canaries";
import { compositeAlarms } from "./watching/composite-alarms";
import { dashboardRejections } from "./watching/dashboards";
import { logMetricFilters } from "./watching/log-metric-filters";
import { metricAlarms } from "./watching/metric-alarms";
import { queryRejections } from "./watching/queries";
import { slackChannels } from "./watching/slack-channels";
import { newerApis } from "./web-socket/apis";
import { newerRoutes } from "./web-socket/routes";
import { newerStages } from "./web-socket/stages";

/** Every call that the simulated AWS rejects. */
export const awsRejections: readonly Rejection[] = [
    ...gatewayOrder,
    ...gatewayValues,
    ...clusters,
    ...kubernetesVersionRejections,
    ...accessEntries,
    ...imports,
    ...binaryMediaTypes,
    ...compression,
    ...planThrottles,
    ...resourcePolicies,
    ...userPools,
    ...networkOrder,
    ...subnets,
    ...usagePlanKeys,
    ...loadBalancingOrder,
    ...balancers,
    ...loadBalancerListeners,
    ...loadBalancerRules,
    ...securityGroups,
    ...networkAcls,
    ...vpcBlocks,
    ...ecs,
    ...autoScaling,
    ...machines,
    ...serviceDiscovery,
    ...quotas,
    ...stores,
    ...tableItems,
    ...integrationTargetRejections,
    ...stateMachines,
    ...queues,
    ...topicPolicies,
    ...subscriptions,
    ...notifications,
    ...eventSources,
    ...functions,
    ...vpcFunctions,
    ...instances,
    ...databaseNames,
    ...databaseStorage,
    ...engineVersions,
    ...databaseGroups,
    ...logExports,
    ...finalSnapshots,
    ...invocations,
    ...certificates,
    ...dnsRecords,
    ...domainNames,
    ...endpoints,
    ...mappings,
    ...metricAlarms,
    ...compositeAlarms,
    ...logMetricFilters,
    ...slackChannels,
    ...viewerCertificates,
    ...alternateNames,
    ...origins,
    ...behaviors,
    ...attachments,
    ...edgePolicies,
    ...webAcls,
    ...webAclRules,
    ...webAclUses,
    ...webAclLogs,
    ...logDeliveries,
    ...viewers,
    ...leftovers,
    ...apiOrigins,
    ...buckets,
    ...bucketAcls,
    ...bucketRules,
    ...bucketSettings,
    ...keys,
    ...newerApis,
    ...newerRoutes,
    ...newerStages,
    ...httpApis,
    ...httpRoutes,
    ...httpIntegrations,
    ...privateIntegrations,
    ...httpAuthorizers,
    ...httpStages,
    ...vpcLinks,
    ...eventRules,
    ...eventTargets,
    ...canaryRejections,
    ...dashboardRejections,
    ...queryRejections,
    ...budgetRejections,
];
