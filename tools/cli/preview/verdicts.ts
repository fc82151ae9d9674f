import { headlineOf } from "../../../policy/contract/policy";
import { type RuleId, ruleIds } from "../../../policy/contract/rules";
import type { Preset } from "../../../policy/contract/tiers";
import { catalogue } from "../../../policy/pack/catalogue";
import type { RuleReport, WaivedFinding } from "../../../policy/pack/report";
import { parseUrn } from "../../cloud-simulator/state/urn";
import type { EngineFinding } from "./event-log";
import type { RuleFinding, RuleVerdict } from "./preview-result";
import { shortType } from "./resource-tree";

/** Shown where the pack did not report on a rule. */
export const notChecked = "not checked";

/** The result of each rule: findings from the engine, what was checked from the pack's report. Leaves out other packs. */
export function verdicts(findings: readonly EngineFinding[], reports: readonly RuleReport[]): RuleVerdict[] {
    return ruleIds.map((id) => {
        const report = reports.find((rule) => rule.id === id);
        const { checked = notChecked, waived = [] } = report ?? {};
        const own = findings.filter(({ policy }) => ruleOf(policy) === id).map(withoutHeadline);
        const advisory = own.filter(({ isAdvisory }) => isAdvisory).map(asFinding);
        // The engine shows each cause once, with the first rule that it leaves undecided.
        const undecided = report?.undecided ?? [];
        return {
            id,
            checked,
            findings: own.filter(({ isAdvisory }) => !isAdvisory).map(asFinding),
            undecided: undecided.length > 0 ? undecided.map(asFinding) : advisory.filter(isUndecided),
            warnings: advisory.filter((finding) => !isUndecided(finding)),
            waived,
        };
    });
}

/**
 * Formats a verdict: a line for the rule, then its findings, what is undecided, its warnings, and its waived findings.
 * @param shown causes that an earlier rule has shown; they get a single line, and new ones are added.
 */
export function verdictLines(rule: RuleVerdict, preset?: Preset, shown: Set<string> = new Set()): string[] {
    const { id, checked, findings, undecided, warnings, waived } = rule;
    if (checked === notChecked && findings.length === 0) return [`${id} · ${notChecked}`];
    const parts = [stateOf(rule, preset), ...warningCount(warnings), ...waivedCount(waived)];
    return [
        `${id} · ${checked} · ${parts.join(", ")}`,
        ...findings.flatMap((finding) => findingLines("✗", finding)),
        ...undecided.flatMap((finding) => undecidedLines(finding, shown)),
        ...warnings.flatMap((finding) => findingLines("!", finding)),
        ...waived.map(waivedLine),
    ];
}

function stateOf({ findings, undecided }: RuleVerdict, preset: Preset | undefined): string {
    const named = preset === undefined ? "" : ` (${preset})`;
    if (findings.length > 0) return `broken${named}, ${amount(findings.length, "finding")}`;
    return undecided.length > 0 ? `undecided${named}, ${amount(undecided.length, "cause")}` : `holds${named}`;
}

const warningCount = (warnings: readonly RuleFinding[]): string[] =>
    warnings.length === 0 ? [] : [amount(warnings.length, "warning")];

const amount = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;

function waivedCount(waived: RuleVerdict["waived"]): string[] {
    const [first] = waived.map(({ expires }) => expires).sort();
    return first === undefined ? [] : [`${waived.length} waived until ${first}`];
}

/** Describes a waiver: `waived until 2026-12-01 by team-x: legacy`, or `reviewed on 2026-11-01 by team-x: by design`. */
export function waiverText({ expires, reviewed, owner, reason }: Omit<WaivedFinding, keyof RuleFinding>): string {
    const when = reviewed === undefined ? `waived until ${expires}` : `reviewed on ${reviewed}`;
    return `${when} by ${owner}: ${reason}`;
}

function waivedLine(waived: RuleVerdict["waived"][number]): string {
    return `  – ${label(waived.urn)} · ${waived.policy} · ${waiverText(waived)}`;
}

function findingLines(sign: string, { policy, urn, message }: RuleFinding): string[] {
    const [first = "", ...rest] = message.split("\n");
    return [`  ${sign} ${first}`, ...rest.map((line) => `    ${line}`), `    ${label(urn)} · ${policy}`];
}

function undecidedLines(finding: RuleFinding, shown: Set<string>): string[] {
    const cause = `${finding.urn} ${decidedBy.exec(finding.message)?.[0]}`;
    if (shown.has(cause)) return [`  ? ${label(finding.urn)} · ${finding.policy} · for the same reason`];
    shown.add(cause);
    return findingLines("?", finding);
}

// The second line of an undecided finding.
const decidedBy = /^Decided by: .*$/m;

const isUndecided = ({ message }: RuleFinding): boolean => decidedBy.test(message);

function label(urn: string): string {
    const { type, name } = parseUrn(urn);
    return `${shortType(type)} ${name}`;
}

function ruleOf(policy: string): RuleId | undefined {
    return catalogue().find(({ name }) => name === policy)?.ruleId;
}

const asFinding = ({ policy, urn, message }: RuleFinding): RuleFinding => ({ policy, urn, message });

// The first line of each message is the policy's rule and condition.
function withoutHeadline(finding: EngineFinding): EngineFinding {
    const policy = catalogue().find(({ name }) => name === finding.policy);
    const headline = policy ? headlineOf(policy) : "";
    const message = finding.message.startsWith(headline) ? finding.message.slice(headline.length) : finding.message;
    return { ...finding, message: message.trim() };
}
