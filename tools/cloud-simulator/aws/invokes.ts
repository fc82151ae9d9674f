import type { Invokes } from "../resources/invoke";
import { accountInvokes } from "./account-invokes";
import { loadBalancerInvokes } from "./load-balancer-invokes";
import { networkInvokes } from "./network-invokes";
import { policyDocumentInvokes } from "./policy-document";
import { registryInvokes } from "./registry-invokes";

/** Every function of package aws that the simulated cloud answers. */
export const awsInvokes: Invokes = {
    ...accountInvokes,
    ...loadBalancerInvokes,
    ...networkInvokes,
    ...policyDocumentInvokes,
    ...registryInvokes,
};
