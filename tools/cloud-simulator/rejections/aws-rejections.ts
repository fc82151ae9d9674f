import type { Rejection } from "../resources/rejection";
import { accessEntries } from "./access-entries";
import { binaryMediaTypes } from "./binary-media-types";
import { clusters } from "./clusters";
import { gatewayOrder } from "./gateway-order";
import { gatewayValues } from "./gateway-values";
import { imports } from "./import";
import { networkOrder } from "./network-order";
import { quotas } from "./quotas";
import { tables } from "./tables";

/** Every call that the simulated AWS rejects. */
export const awsRejections: readonly Rejection[] = [
    ...gatewayOrder,
    ...gatewayValues,
    ...clusters,
    ...accessEntries,
    ...imports,
    ...binaryMediaTypes,
    ...networkOrder,
    ...quotas,
    ...tables,
];
