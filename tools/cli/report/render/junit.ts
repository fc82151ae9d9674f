import { catalogue } from "../../../../policy/pack/catalogue";
import { waiverText } from "../../preview/verdicts";
import type { Report, ReportedFinding, ReportedRule } from "../facts/report-schema";
import { placeOf } from "./finding-place";

/** Renders a report as JUnit XML: a suite for each rule, a test for each of its policies, an error if the rule was not checked. */
export function asJunit(report: Report): string {
    const suites = report.rules.map((rule) => suite(report, rule));
    return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="${xml(`gatehouse ${report.stack}`)}">\n${suites.join("")}</testsuites>\n`;
}

function suite(report: Report, rule: ReportedRule): string {
    const policies = catalogue().filter(({ ruleId }) => ruleId === rule.id);
    const broken = policies.filter(({ name }) => rule.findings.some(({ policy }) => policy === name));
    const skipped = policies.filter(
        ({ name }) =>
            !broken.some((policy) => policy.name === name) && rule.waived.some(({ policy }) => policy === name),
    );
    const isChecked = rule.holds || rule.findings.length + rule.undecided.length > 0;
    const tests = policies.map(({ name, description }) => {
        const findings = rule.findings.filter(({ policy }) => policy === name);
        const body = isChecked ? findings.map(failure).join("") || skip(rule, name) : notChecked(report);
        return `    <testcase classname="${rule.id}" name="${xml(`${name}: ${description}`)}">${body}</testcase>\n`;
    });
    const counts = `tests="${policies.length}" failures="${broken.length}" errors="${isChecked ? 0 : policies.length}" skipped="${isChecked ? skipped.length : 0}"`;
    return `  <testsuite name="${xml(`${rule.id} ${rule.statement}`)}" ${counts}>\n${tests.join("")}  </testsuite>\n`;
}

function failure({ message, policy, location, urn }: ReportedFinding): string {
    const [first = ""] = message.split("\n");
    return `<failure type="${xml(policy)}" message="${xml(first)}">${xml(`${message}\n${placeOf(location)}\n${urn}`)}</failure>`;
}

function skip({ waived }: ReportedRule, policy: string): string {
    const own = waived.filter((finding) => finding.policy === policy).map(waiverText);
    return own.length === 0 ? "" : `<skipped message="${xml(own.join("; "))}"/>`;
}

function notChecked({ errors }: Report): string {
    return `<error message="not checked">${xml(errors.join("\n"))}</error>`;
}

// XML 1.0 cannot represent most control characters.
function xml(text: string): string {
    return text
        .replaceAll(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "�")
        .replaceAll(/[&<>"'\t\r\n]/g, (character) => `&#${character.charCodeAt(0)};`);
}
