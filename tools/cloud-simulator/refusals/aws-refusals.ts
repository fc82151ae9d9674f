import type { Refusal } from "../resources/refusal";
import { gatewayOrder } from "./gateway-order";
import { gatewayValues } from "./gateway-values";
import { imports } from "./import";
import { networkOrder } from "./network-order";
import { quotas } from "./quotas";
import { tables } from "./tables";

/** Everything that the simulated AWS refuses. */
export const awsRefusals: readonly Refusal[] = [
    ...gatewayOrder,
    ...gatewayValues,
    ...imports,
    ...networkOrder,
    ...quotas,
    ...tables,
];
