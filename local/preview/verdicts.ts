import { catalogue, type RuleId, rules } from "../../policy/catalogue";
import type { PackReport } from "../../policy/report";
import { nameOf } from "./event-log";
import type { RuleFinding, RuleVerdict } from "./preview-result";
import { shortType } from "./resource-tree";

/** What stands in place of what was judged where a rule was not asked. */
export const notJudged = "not judged";
const ruleIds = Object.keys(rules) as RuleId[];

/**
 * What became of each rule: the engine says what is broken, the pack's report what was judged.
 * Findings of other packs are left out.
 */
export function verdicts(findings: readonly RuleFinding[], report: PackReport): RuleVerdict[] {
    return ruleIds.map((id) => ({
        id,
        judged: report.rules.find((rule) => rule.id === id)?.judged ?? notJudged,
        findings: findings.filter(({ policy }) => ruleOf(policy) === id).map(withoutDescription),
    }));
}

/** Writes a verdict: one line where the rule holds, else a line and what was found. */
export function verdictLines({ id, judged, findings }: RuleVerdict): string[] {
    if (findings.length === 0) return [judged === notJudged ? `${id} · ${notJudged}` : `${id} · ${judged} · holds`];
    const count = findings.length === 1 ? "1 finding" : `${findings.length} findings`;
    return [`${id} · ${judged} · broken, ${count}`, ...findings.flatMap(findingLines)];
}

function findingLines({ policy, urn, message }: RuleFinding): string[] {
    const type = urn.split("::")[2]?.split("$").at(-1) ?? "";
    const [first = "", ...rest] = message.split("\n");
    return [`  ✗ ${first}`, ...rest.map((line) => `    ${line}`), `    ${shortType(type)} ${nameOf(urn)} · ${policy}`];
}

function ruleOf(policy: string): RuleId | undefined {
    return catalogue.find(({ name }) => name === policy)?.ruleId;
}

// The policy SDK puts a policy's description before each of its messages.
function withoutDescription(finding: RuleFinding): RuleFinding {
    const description = catalogue.find(({ name }) => name === finding.policy)?.description ?? "";
    const message = finding.message.startsWith(description)
        ? finding.message.slice(description.length)
        : finding.message;
    return { ...finding, message: message.trim() };
}
