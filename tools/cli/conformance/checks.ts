import { cacheChecks } from "./cache-checks";
import type { Check } from "./check";
import { corsChecks } from "./cors-checks";
import { directCheck } from "./direct-check";
import { errorCheck } from "./error-check";
import { keyChecks } from "./key-checks";
import { rateCheck } from "./rate-check";

/** All checks, in their order. */
export const checks: readonly Check[] = [
    ...keyChecks,
    ...cacheChecks,
    errorCheck,
    ...corsChecks,
    directCheck,
    rateCheck,
];
