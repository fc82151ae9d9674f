import { type RuleId, ruleIds } from "../../../policy/contract/rules";
import { catalogue } from "../../../policy/pack/catalogue";
import type { PackReport } from "../../../policy/pack/report";
import { parseUrn } from "../../cloud-simulator/state/urn";
import type { RuleFinding, RuleVerdict } from "./preview-result";
import { shortType } from "./resource-tree";

/** Shown where the pack did not report on a rule. */
export const notChecked = "not checked";

/** The result of each rule: findings from the engine, what was checked from the pack's report. Leaves out other packs. */
export function verdicts(findings: readonly RuleFinding[], report: PackReport): RuleVerdict[] {
    return ruleIds.map((id) => {
        const { checked = notChecked, waived = [] } = report.rules.find((rule) => rule.id === id) ?? {};
        const own = findings.filter(({ policy }) => ruleOf(policy) === id);
        return { id, checked, findings: own.map(withoutDescription), waived };
    });
}

/** Formats a verdict: a line for the rule, its findings, and its waived findings. */
export function verdictLines({ id, checked, findings, waived }: RuleVerdict): string[] {
    if (checked === notChecked && findings.length === 0) return [`${id} · ${notChecked}`];
    const count = findings.length === 1 ? "1 finding" : `${findings.length} findings`;
    const parts = [findings.length === 0 ? "holds" : `broken, ${count}`, ...waivedCount(waived)];
    return [`${id} · ${checked} · ${parts.join(", ")}`, ...findings.flatMap(findingLines), ...waived.map(waivedLine)];
}

function waivedCount(waived: RuleVerdict["waived"]): string[] {
    const [first] = waived.map(({ expires }) => expires).sort();
    return first === undefined ? [] : [`${waived.length} waived until ${first}`];
}

function waivedLine({ urn, policy, expires, owner, reason }: RuleVerdict["waived"][number]): string {
    return `  – ${label(urn)} · ${policy} · waived until ${expires} by ${owner}: ${reason}`;
}

function findingLines({ policy, urn, message }: RuleFinding): string[] {
    const [first = "", ...rest] = message.split("\n");
    return [`  ✗ ${first}`, ...rest.map((line) => `    ${line}`), `    ${label(urn)} · ${policy}`];
}

function label(urn: string): string {
    const { type, name } = parseUrn(urn);
    return `${shortType(type)} ${name}`;
}

function ruleOf(policy: string): RuleId | undefined {
    return catalogue().find(({ name }) => name === policy)?.ruleId;
}

// The policy SDK puts a policy's description before each of its messages.
function withoutDescription(finding: RuleFinding): RuleFinding {
    const description = catalogue().find(({ name }) => name === finding.policy)?.description ?? "";
    const message = finding.message.startsWith(description)
        ? finding.message.slice(description.length)
        : finding.message;
    return { ...finding, message: message.trim() };
}
