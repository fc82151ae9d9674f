import { catalogue } from "../../policy/contract/catalogue";
import { type RuleId, ruleIds } from "../../policy/contract/rules";
import type { CleanCase, ViolationCase } from "./corpus/case";
import { type Declared, type Diagnostic, urnOf } from "./engine";

/** How well a pack tells evasions of a rule from programs that break nothing. */
export interface Score {
    readonly rule: RuleId;
    readonly violationCases: number;
    /** Evasions that the named policy reports at the named resource. */
    readonly caught: number;
    readonly clean: number;
    /** Clean cases in which a policy of the rule reports anything. */
    readonly falseAlarms: number;
}

/** Runs every case through a pack and counts by rule. */
export async function scoresOf(
    preview: (resources: readonly Declared[]) => Promise<readonly Diagnostic[]>,
    violationCases: readonly ViolationCase[],
    cleanCases: readonly CleanCase[],
): Promise<Score[]> {
    const caught: RuleId[] = [];
    for (const { policy, at, resources } of violationCases) {
        const subject = resources.find(({ name }) => name === at) ?? resources.at(-1);
        const diagnostics = await preview(resources);
        if (subject && diagnostics.some((found) => found.policy === policy && found.urn === urnOf(subject)))
            caught.push(ruleOf(policy));
    }
    const alarms: RuleId[] = [];
    for (const { resources } of cleanCases) {
        alarms.push(...new Set((await preview(resources)).map(({ policy }) => ruleOf(policy))));
    }
    const count = (list: readonly RuleId[], id: RuleId) => list.filter((rule) => rule === id).length;
    return ruleIds.map((rule) => ({
        rule,
        violationCases: count(
            violationCases.map(({ policy }) => ruleOf(policy)),
            rule,
        ),
        caught: count(caught, rule),
        clean: cleanCases.length,
        falseAlarms: count(alarms, rule),
    }));
}

/** Writes scores as a table for people. */
export function tableOf(scores: readonly Score[]): string {
    const row = (cells: readonly string[]) => cells.map((cell) => cell.padStart(14)).join("");
    return [
        row(["rule", "evasions", "caught", "recall", "clean cases", "false alarms"]),
        ...scores.map(({ rule, violationCases, caught, clean, falseAlarms }) =>
            row([
                rule,
                `${violationCases}`,
                `${caught}`,
                `${Math.floor((100 * caught) / violationCases)} %`,
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
