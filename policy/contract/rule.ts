import type { Finding } from "../reading/finding";
import type { Resource, Stack } from "../reading/resource";
import type { PolicyName } from "./catalogue";
import type { Settings } from "./settings";

/** How many of each thing were judged and hold, keyed by a noun in the singular, e.g. `{ Service: 2 }`. */
export type Counts = Readonly<Record<string, number>>;

/** What a rule says: what holds, and what does not. */
export interface RuleResult {
    readonly counts: Counts;
    readonly findings: readonly Finding[];
}

/** A rule that one resource suffices to decide. */
export interface ResourceRule {
    readonly policy: PolicyName;
    /** Whether a type token concerns the rule; asked once per token. */
    applies(type: string): boolean;
    check(resource: Resource, settings: Settings): RuleResult;
}

/** A rule that joins resources. */
export interface StackRule {
    readonly policy: PolicyName;
    check(stack: Stack, settings: Settings): RuleResult;
}

/** Nothing of the rule's concern was there. */
export const nothing: RuleResult = { counts: {}, findings: [] };

/** Counts one thing if it holds. */
export const checked = (noun: string, findings: readonly Finding[]): RuleResult => ({
    counts: findings.length === 0 ? { [noun]: 1 } : {},
    findings,
});

/** Adds judgements up. */
export function together(results: readonly RuleResult[]): RuleResult {
    const counts: Record<string, number> = {};
    for (const result of results) {
        for (const [noun, count] of Object.entries(result.counts)) counts[noun] = (counts[noun] ?? 0) + count;
    }
    return { counts, findings: results.flatMap((result) => result.findings) };
}
