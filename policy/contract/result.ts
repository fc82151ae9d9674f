import type { Finding } from "../reading/finding";
import { memoised } from "../reading/memo";
import type { Settings } from "./settings";
import type { Tier } from "./tiers";

/** Number of things that were checked and passed, by a singular noun, e.g. `{ Service: 2 }`. */
export type Counts = Readonly<Record<string, number>>;

/** Result of a check: how many things passed, and the findings for those that did not. */
export interface RuleResult {
    readonly counts: Counts;
    readonly findings: readonly Finding[];
}

/** Result of a check that had nothing to look at. */
export const emptyResult: RuleResult = { counts: {}, findings: [] };

/** Result for one thing, which is counted if there are no findings. */
export const countedResult = (noun: string, findings: readonly Finding[]): RuleResult => ({
    counts: findings.length === 0 ? { [noun]: 1 } : {},
    findings,
});

/** Result for something that the summary does not count. */
export const uncountedResult = (findings: readonly Finding[]): RuleResult => ({ counts: {}, findings });

/** Adds up results. */
export function combineResults(results: readonly RuleResult[]): RuleResult {
    const counts: Record<string, number> = {};
    for (const result of results) {
        for (const [noun, count] of Object.entries(result.counts)) counts[noun] = (counts[noun] ?? 0) + count;
    }
    return { counts, findings: results.flatMap((result) => result.findings) };
}

/** The part of a result that belongs to a tier; things are counted by the tier `gateway` alone, so that each counts once. */
export const resultOfTier = (tier: Tier, { counts, findings }: RuleResult): RuleResult => ({
    counts: tier === "gateway" ? counts : {},
    findings: findings.filter((finding) => (finding.tier ?? "gateway") === tier),
});

type Check<T> = (subject: T, settings: Settings) => RuleResult;

/** Lets the policies of several tiers share a check: it runs once for a resource or stack and the same settings. */
export function sharedCheck<T extends object>(check: Check<T>): Check<T> {
    const checked = memoised((subject: T) => memoised((settings: Settings) => check(subject, settings)));
    return (subject, settings) => checked(subject)(settings);
}
