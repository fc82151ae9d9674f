import type { Policy, PolicyInfo } from "../contract/policy";
import { emptyResult, type RuleResult, resultOfTier } from "../contract/result";
import type { Settings } from "../contract/settings";
import { type Finding, messageOf } from "../reading/finding";
import { waive } from "../waivers/waive";
import type { Waiver } from "../waivers/waiver";
import type { Verdict } from "./run";

/** The verdict of a policy: the findings of its tier, without those that are waived. */
export function verdictOn(policy: Policy, result: RuleResult, settings: Settings, waivers: readonly Waiver[]): Verdict {
    const { counts, findings } = resultOfTier(policy.tier, result);
    const quiet = findings.filter(({ undecided }) => undecided?.quiet);
    const reported = findings.filter(({ undecided }) => !undecided?.quiet);
    // Waived first: a waiver for a value that is not known yet is in use.
    const { findings: remaining, waived } = waive(policy, reported, waivers);
    const shown = remaining.filter(({ undecided }) => !isIdle(policy, undecided, settings));
    const causes = [...shown, ...quiet].flatMap(({ undecided }) => undecided?.urn ?? []);
    return { policy, result: { counts, findings: shown }, waived, causes };
}

// A value that only widens the network is not worth a warning while it is not known.
const isIdle = ({ tier }: Policy, undecided: Finding["undecided"], { preset }: Settings): boolean =>
    undecided !== undefined && tier === "network" && preset === "standard";

/** Runs a check. A rule that crashes has proved nothing, and an uncaught error would end the preview with a stack trace. */
export function guarded({ name }: PolicyInfo, urn: string, checked: string, check: () => RuleResult): RuleResult {
    try {
        return check();
    } catch (error) {
        const message = messageOf(`Rule "${name}" failed on ${checked}`, {
            actual: error instanceof Error ? error.message : String(error),
            expected: "a verdict",
            change: "report this as a defect of the policy pack",
        });
        return { ...emptyResult, findings: [{ urn, message }] };
    }
}

/** Findings for the problems with a policy's configuration. */
export const problemsOf = (problems: readonly string[], urn: string): Finding[] =>
    problems.map((problem) => ({
        urn,
        message: messageOf("The policy's configuration is invalid", {
            actual: problem,
            expected: "valid settings; the default applies until then",
            change: "correct the policy pack's configuration",
        }),
    }));
