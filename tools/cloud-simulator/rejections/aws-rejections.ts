import type { Rejection } from "../resources/rejection";
import { accessEntries } from "./access-entries";
import { binaryMediaTypes } from "./binary-media-types";
import { clusters } from "./clusters";
import { autoScaling } from "./compute/auto-scaling";
import { ecs } from "./compute/ecs";
import { functions } from "./compute/functions";
import { serviceDiscovery } from "./compute/service-discovery";
import { certificates } from "./domain/certificates";
import { dnsRecords } from "./domain/dns-records";
import { domainNames } from "./domain/domain-names";
import { mappings } from "./domain/mappings";
import { gatewayOrder } from "./gateway-order";
import { gatewayValues } from "./gateway-values";
import { imports } from "./import";
import { kubernetesVersionRejections } from "./kubernetes-versions";
import { loadBalancingOrder } from "./load-balancing-order";
import { networkOrder } from "./network-order";
import { quotas } from "./quotas";
import { stores } from "./stores";
import { subnets } from "./subnets";
import { usagePlanKeys } from "./usage-plan-keys";

/** Every call that the simulated AWS rejects. */
export const awsRejections: readonly Rejection[] = [
    ...gatewayOrder,
    ...gatewayValues,
    ...clusters,
    ...kubernetesVersionRejections,
    ...accessEntries,
    ...imports,
    ...binaryMediaTypes,
    ...networkOrder,
    ...subnets,
    ...usagePlanKeys,
    ...loadBalancingOrder,
    ...ecs,
    ...autoScaling,
    ...serviceDiscovery,
    ...quotas,
    ...stores,
    ...functions,
    ...certificates,
    ...dnsRecords,
    ...domainNames,
    ...mappings,
];
