import type { Report, ReportedFinding } from "../facts/report-schema";
import { placeOf, resourceLink } from "../render/finding-place";
import { type Html, html } from "../render/html-text";
import { fitting, inMarkdown } from "../render/markdown-text";
import type { Section } from "./section";

const title = "Findings";

/** The violations, each with the place to change, then what is undecided and the warnings. */
export const findings: Section = { title, budget: 19_000, markdown, html: list };

function markdown({ rules }: Report, budget: number): string[] {
    const all = [
        ...rules.flatMap((rule) => rule.findings.map((finding) => line(finding))),
        ...rules.flatMap((rule) => rule.undecided.map((finding) => line(finding, "❔ Undecided: "))),
        ...rules.flatMap((rule) => rule.warnings.map((finding) => line(finding, "⚠️ Warning: "))),
    ];
    if (all.length === 0) return [];
    const lines = fitting(all, budget, (left) => `- … and ${left} more, in report.html`);
    return [`### ${title}`, "", ...lines];
}

function line({ message, location, policy }: ReportedFinding, sign = ""): string {
    // The pack writes three lines.
    const [first = "", ...rest] = message
        .split("\n")
        .slice(0, 5)
        .map((line) => inMarkdown(line, 600));
    const more = rest.map((line) => `<br>${line}`).join("");
    return `- **${inMarkdown(placeOf(location))}** ${sign}${first}${more}<br><sub>${inMarkdown(policy)}</sub>`;
}

function list(report: Report): Html | undefined {
    const { rules } = report;
    const items = [
        ...rules.flatMap(({ id, findings }) => findings.map((finding) => item(id, finding, report))),
        ...rules.flatMap(({ id, undecided }) => undecided.map((finding) => item(`${id} undecided`, finding, report))),
        ...rules.flatMap(({ id, warnings }) => warnings.map((finding) => note(`${id} warning`, finding, report))),
    ];
    return items.length === 0 ? undefined : html`<ul class="findings">${items}</ul>`;
}

function item(rule: string, finding: ReportedFinding, report: Report): Html {
    const { fingerprint } = finding;
    return html`<li id="f-${fingerprint}"><strong class="bad">${rule}</strong> ${content(finding, report)}</li>\n`;
}

// A finding of an advisory policy breaks no rule.
function note(rule: string, finding: ReportedFinding, report: Report): Html {
    const { fingerprint } = finding;
    return html`<li class="note" id="f-${fingerprint}"><strong>${rule}</strong> ${content(finding, report)}</li>\n`;
}

function content({ message, policy, urn, severity, location }: ReportedFinding, report: Report): Html {
    const resource = resourceLink(urn, report);
    // The project's file says nothing about a resource of the program: its place is the resource.
    const isOfProgram = location.line === undefined && urn !== "";
    const place = isOfProgram ? resource : html`<code>${placeOf(location)}</code>`;
    return html`${place}
<p>${message}</p><p class="dim">${policy}, ${severity}${isOfProgram ? html`` : html`, ${resource}`}</p>`;
}
