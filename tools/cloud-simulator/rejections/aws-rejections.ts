import type { Rejection } from "../resources/rejection";
import { accessEntries } from "./access-entries";
import { binaryMediaTypes } from "./binary-media-types";
import { clusters } from "./clusters";
import { ecs } from "./ecs";
import { functions } from "./functions";
import { gatewayOrder } from "./gateway-order";
import { gatewayValues } from "./gateway-values";
import { imports } from "./import";
import { kubernetesVersionRejections } from "./kubernetes-versions";
import { loadBalancingOrder } from "./load-balancing-order";
import { networkOrder } from "./network-order";
import { quotas } from "./quotas";
import { serviceDiscovery } from "./service-discovery";
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
    ...serviceDiscovery,
    ...quotas,
    ...stores,
    ...functions,
];
