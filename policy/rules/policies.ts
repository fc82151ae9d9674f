import type { Policy } from "../contract/policy";
import { privateAws } from "./r1/private-aws";
import { privateBackend } from "./r1/private-backend";
import { privateKubernetes } from "./r1/private-kubernetes";
import { privatePaths } from "./r1/private-paths";
import { cachedContent } from "./r2/cached-content";
import { rateLimits } from "./r3/rate-limits";
import { keyOnEveryOperation } from "./r4/key-on-every-operation";
import { usagePlans } from "./r4/usage-plans";

/**
 * Every policy of the pack, in the order in which the engine runs them. A new policy is one file and one line here. Each
 * rule has exactly one stack policy, which also reports problems with the rule's waivers.
 */
export const policies: readonly Policy[] = [
    privateKubernetes,
    privateAws,
    privateBackend,
    keyOnEveryOperation,
    privatePaths,
    cachedContent,
    rateLimits,
    usagePlans,
];
