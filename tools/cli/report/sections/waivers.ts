import { waiverText } from "../../preview/verdicts";
import type { Report, WaivedFinding } from "../facts/report-schema";
import { expiryWarning, waivedFindings } from "../facts/waivers";
import { placeOf, resourceLink } from "../render/finding-place";
import { type Html, html } from "../render/html-text";
import { fitting, inMarkdown } from "../render/markdown-text";
import type { Section } from "./section";

const title = "Waivers";

/** The findings that are waived for now, each with its reason, owner and last day. */
export const waivers: Section = { title, budget: 4_000, dropOrder: 5, markdown, html: list };

function markdown(report: Report, budget: number): string[] {
    const all = waivedFindings(report);
    if (all.length === 0) return [];
    const lines = all.map((finding) => {
        const [first = ""] = finding.message.split("\n");
        const waiver = inMarkdown(waiverText(finding), 400);
        return `- **${inMarkdown(placeOf(finding.location))}** ${inMarkdown(first)}<br>${waiver}<br><sub>${inMarkdown(finding.policy)}</sub>`;
    });
    return [`### ${title}`, "", ...fitting(lines, budget, (left) => `- … and ${left} more, in report.html`)];
}

function list(report: Report): Html | undefined {
    const items = waivedFindings(report).map((finding) => item(finding, report));
    if (items.length === 0) return undefined;
    const warning = expiryWarning(report);
    return html`${warning === undefined ? html`` : html`<p class="bad">⏳ ${warning}</p>`}
<ul class="findings">${items}</ul>`;
}

function item(finding: WaivedFinding, report: Report): Html {
    const { message, policy, urn, fingerprint, location } = finding;
    return html`<li class="waived" id="f-${fingerprint}"><strong>${waiverText(finding)}</strong> <code>${placeOf(location)}</code>
<p>${message}</p><p class="dim">${policy}, ${resourceLink(urn, report)}</p></li>\n`;
}
