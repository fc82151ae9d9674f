import type { Policy } from "../contract/policy";
import { privateAws } from "./r1/private-aws";
import { privateBackend } from "./r1/private-backend";
import { privateKubernetes } from "./r1/private-kubernetes";
import { networkAccess, networkPaths, opaquePaths, opaqueResources, privatePaths } from "./r1/private-paths";
import { cachedContent } from "./r2/cached-content";
import { rateLimits, stageThrottles } from "./r3/rate-limits";
import { keyOnEveryOperation } from "./r4/key-on-every-operation";
import { authorizerKeys, deployments, usagePlans } from "./r4/usage-plans";

/**
 * Every policy of the pack, in the order in which the engine runs them. A new policy is one line here and one
 * file; a policy of another tier is in the file of the policy whose check it shares. Each rule has exactly one stack policy
 * of the tier `gateway`, which comes last and also reports problems with the rule's waivers.
 */
export const policies: readonly Policy[] = [
    privateKubernetes,
    privateAws,
    privateBackend,
    networkAccess,
    opaqueResources,
    keyOnEveryOperation,
    networkPaths,
    opaquePaths,
    privatePaths,
    cachedContent,
    stageThrottles,
    rateLimits,
    deployments,
    authorizerKeys,
    usagePlans,
];
