import type { PolicyInfo } from "../contract/policy";

/**
 * Metadata of every policy, in the order in which the engine runs them. The first call loads all rules, which takes
 * about 0.4 s from TypeScript sources, so callers should make it only when they need it.
 */
export function catalogue(): readonly PolicyInfo[] {
    const { policies }: typeof import("../rules/policies") = require("../rules/policies");
    return policies;
}
