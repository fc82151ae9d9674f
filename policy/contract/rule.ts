import type { Finding } from "../reading/finding";
import type { Resource, Stack } from "../reading/resource";
import type { PolicyName } from "./catalogue";
import type { Settings } from "./settings";

/** How many of each thing were judged and hold, keyed by a noun in the singular, e.g. `{ Service: 2 }`. */
export type Counts = Readonly<Record<string, number>>;

/** What a rule says: what holds, and what does not. */
export interface Judgement {
    readonly counts: Counts;
    readonly findings: readonly Finding[];
}

/** A rule that one resource suffices to decide. */
export interface ResourceRule {
    readonly policy: PolicyName;
    /** Whether a type token concerns the rule; asked once per token. */
    applies(type: string): boolean;
    judge(resource: Resource, settings: Settings): Judgement;
}

/** A rule that joins resources. */
export interface StackRule {
    readonly policy: PolicyName;
    judge(stack: Stack, settings: Settings): Judgement;
}

/** Nothing of the rule's concern was there. */
export const nothing: Judgement = { counts: {}, findings: [] };

/** Counts one thing if it holds. */
export const judged = (noun: string, findings: readonly Finding[]): Judgement => ({
    counts: findings.length === 0 ? { [noun]: 1 } : {},
    findings,
});

/** Adds judgements up. */
export function together(judgements: readonly Judgement[]): Judgement {
    const counts: Record<string, number> = {};
    for (const judgement of judgements) {
        for (const [noun, count] of Object.entries(judgement.counts)) counts[noun] = (counts[noun] ?? 0) + count;
    }
    return { counts, findings: judgements.flatMap((judgement) => judgement.findings) };
}
