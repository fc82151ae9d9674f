import { type RuleId, ruleIds } from "../../policy/contract/rules";
import { catalogue } from "../../policy/pack/catalogue";
import type { Place } from "./corpus/case";

/** What the pack reported for one case of the corpus. */
export interface Outcome {
    /** The place that has to be reported; absent for a clean case. */
    readonly expected?: Place;
    readonly reported: readonly { readonly policy: string; readonly at: string }[];
}

/** How well a pack tells violations of a rule from programs without one. */
export interface Score {
    readonly rule: RuleId;
    readonly violations: number;
    /** Violations that the expected policy reports at the expected resource. */
    readonly caught: number;
    readonly clean: number;
    /** Clean cases in which a policy of the rule reports anything. */
    readonly falseAlarms: number;
}

/** Counts the outcomes of all cases by rule. */
export function scoresOf(outcomes: readonly Outcome[]): Score[] {
    const clean = outcomes.filter(({ expected }) => expected === undefined);
    return ruleIds.map((rule) => {
        const violations = outcomes.filter(({ expected }) => expected && ruleOf(expected.policy) === rule);
        const caught = violations.filter(({ expected, reported }) =>
            reported.some(({ policy, at }) => policy === expected?.policy && at === expected.at),
        );
        const falseAlarms = clean.filter(({ reported }) => reported.some(({ policy }) => ruleOf(policy) === rule));
        return {
            rule,
            violations: violations.length,
            caught: caught.length,
            clean: clean.length,
            falseAlarms: falseAlarms.length,
        };
    });
}

/** Formats scores as a table. */
export function tableOf(scores: readonly Score[]): string {
    const row = (cells: readonly string[]) => cells.map((cell) => cell.padStart(14)).join("");
    return [
        row(["rule", "violations", "caught", "recall", "clean cases", "false alarms"]),
        ...scores.map(({ rule, violations, caught, clean, falseAlarms }) =>
            row([
                rule,
                `${violations}`,
                `${caught}`,
                violations === 0 ? "-" : `${Math.floor((100 * caught) / violations)} %`,
                `${clean}`,
                `${falseAlarms}`,
            ]),
        ),
    ].join("\n");
}

function ruleOf(policy: string): RuleId {
    const info = catalogue().find(({ name }) => name === policy);
    if (!info) throw new Error(`"${policy}" is not in the catalogue.`);
    return info.ruleId;
}
