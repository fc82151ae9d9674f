import type { PolicyInfo, PolicyName } from "../contract/policy";
import type { RuleId } from "../contract/rules";
import type { Finding } from "../reading/finding";
import { matchesUrn } from "./urn-pattern";
import { type Waiver, type WaiverProblem, waiverProblem } from "./waiver";
import type { Waivers } from "./waivers-file";

/** A finding with the waiver that covers it. */
export interface Waived {
    readonly finding: Finding;
    readonly waiver: Waiver;
}

/** Maximum number of resources that one waiver may cover. */
export const maxResources = 10;

/** Splits a policy's findings into those that remain and those that are waived, each by the first waiver that covers it. */
export function waive(
    { name, ruleId }: PolicyInfo,
    findings: readonly Finding[],
    waivers: readonly Waiver[],
): { readonly findings: readonly Finding[]; readonly waived: readonly Waived[] } {
    const own = waivers.filter(({ rule, policy = name }) => rule === ruleId && policy === name);
    const waived = findings.flatMap((finding) => {
        const waiver = own.find(({ urn }) => matchesUrn(urn, finding.urn));
        return waiver ? [{ finding, waiver }] : [];
    });
    const covered = new Set(waived.map(({ finding }) => finding));
    return { findings: findings.filter((finding) => !covered.has(finding)), waived };
}

/**
 * Messages for the problems with a rule's waivers, once the whole rule has been checked: problems in the file, and
 * waivers that cover nothing or too much, unless the configuration disables their policy. Problems that belong to no rule are reported with R1, so that they appear once.
 */
export function waiverProblems(
    rule: RuleId,
    { waivers, problems }: Waivers,
    waived: readonly Waived[],
    called: ReadonlySet<PolicyName>,
): string[] {
    const inFile = problems.filter((problem) => (problem.rule ?? "R1") === rule);
    const inUse = waivers
        .filter((waiver) => waiver.rule === rule && (waiver.policy === undefined || called.has(waiver.policy)))
        .flatMap((waiver): WaiverProblem[] => {
            const urns = new Set(waived.filter((one) => one.waiver === waiver).map(({ finding }) => finding.urn));
            if (urns.size > 0 && urns.size <= maxResources) return [];
            return [
                waiverProblem(waiver.place, {
                    actual: urns.size === 0 ? "it waives nothing" : `it is too broad: it waives ${urns.size} resources`,
                    expected: `a waiver for at least 1 and at most ${maxResources} resources that break the rule`,
                    change: urns.size === 0 ? "remove it" : "narrow urn",
                }),
            ];
        });
    return [...inFile, ...inUse].map(({ message }) => message);
}
