import { type PolicyName, policyInfo, type RuleId } from "../contract/catalogue";
import type { Finding } from "../reading/finding";
import { matchesUrn } from "./urn-pattern";
import { type Waiver, type WaiverProblem, waiverProblem } from "./waiver";
import { ruleOf, type Waivers } from "./waivers-file";

/** A finding that a waiver keeps from being a violation. */
export interface Waived {
    readonly finding: Finding;
    readonly waiver: Waiver;
}

/** Resources that one waiver may waive. */
export const maxResources = 10;

/** Parts findings of a policy into those that stand and those that are waived, by the first waiver that covers them. */
export function waive(
    policy: PolicyName,
    findings: readonly Finding[],
    waivers: readonly Waiver[],
): { readonly findings: readonly Finding[]; readonly waived: readonly Waived[] } {
    const own = waivers.filter(({ covers }) =>
        "rule" in covers ? covers.rule === policyInfo(policy).ruleId : covers.policy === policy,
    );
    const waived = findings.flatMap((finding) => {
        const waiver = own.find(({ urn }) => matchesUrn(urn, finding.urn));
        return waiver ? [{ finding, waiver }] : [];
    });
    const without = new Set(waived.map(({ finding }) => finding));
    return { findings: findings.filter((finding) => !without.has(finding)), waived };
}

/**
 * What is wrong with the waivers of a rule once all of it was judged: faults in the file, waivers that waived nothing or
 * too much. What belongs to no rule is R1's to report, so that it is reported once.
 */
export function waiverProblems(rule: RuleId, { waivers, problems }: Waivers, waived: readonly Waived[]): string[] {
    const inFile = problems.filter((problem) => (problem.rule ?? "R1") === rule);
    const inUse = waivers
        .filter(({ covers }) => ruleOf(covers) === rule)
        .flatMap((waiver): WaiverProblem[] => {
            const urns = new Set(waived.filter((one) => one.waiver === waiver).map(({ finding }) => finding.urn));
            if (urns.size > 0 && urns.size <= maxResources) return [];
            const found = urns.size === 0 ? "it waives nothing" : `it is too broad: it waives ${urns.size} resources`;
            const expected = `a waiver for at least 1 and at most ${maxResources} resources that break the rule`;
            return [
                waiverProblem(waiver.place, { found, expected, change: urns.size === 0 ? "remove it" : "narrow urn" }),
            ];
        });
    return [...inFile, ...inUse].map(({ message }) => message);
}
