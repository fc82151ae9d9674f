import { nameOf } from "../../../cloud-simulator/state/urn";
import { shortType } from "../../preview/resource-tree";
import { anchorOf } from "../drawing/anchor";
import type { Report, ReportedFinding, ReportedRule, WaivedFinding } from "../facts/report-schema";
import { soonInWords, waivedFindings, waiverInWords } from "../facts/waivers";
import { type Html, html } from "./html-text";

/** What became of each rule, as a table. */
export function rulesSection({ rules }: Report): Html {
    const rows = rules.map(
        (rule) =>
            html`<tr><th scope="row">${rule.id}</th><td>${rule.statement}</td><td class="word">${state(rule)}</td><td>${rule.checked}</td></tr>\n`,
    );
    return html`<section><h2>Rules</h2>
<table><thead><tr><th scope="col">rule</th><th scope="col">what must hold</th><th scope="col">state</th><th scope="col">judged</th></tr></thead>
<tbody>${rows}</tbody></table></section>`;
}

/** What is wrong, each with the place where a person changes it. */
export function findingsSection(report: Report): Html {
    const items = report.rules.flatMap(({ id, findings }) => findings.map((finding) => item(id, finding, report)));
    if (items.length === 0) return html``;
    return html`<section><h2>What is wrong</h2><ul class="findings">${items}</ul></section>`;
}

/** What would be wrong, had nobody waived it for a while. */
export function waivedSection(report: Report): Html {
    const items = waivedFindings(report).map((finding) => waivedItem(finding, report));
    if (items.length === 0) return html``;
    const soon = soonInWords(report);
    return html`<section><h2>What is waived</h2>${soon === undefined ? html`` : html`<p class="bad">⏳ ${soon}</p>`}
<ul class="findings">${items}</ul></section>`;
}

function waivedItem(finding: WaivedFinding, report: Report): Html {
    const { message, policy, urn, fingerprint } = finding;
    return html`<li class="waived" id="f-${fingerprint}"><strong>${waiverInWords(finding)}</strong> <code>${placeOf(finding)}</code>
<p>${message}</p><p class="dim">${policy}, ${linkTo(urn, report)}</p></li>\n`;
}

function placeOf({ location }: ReportedFinding): string {
    return location.line === undefined ? location.file : `${location.file}:${location.line}`;
}

// A waiver or a finding may be about what the preview did not come to show.
function linkTo(urn: string, report: Report): Html {
    if (urn === "") return html`the whole stack`;
    const resource = report.resources.find((resource) => resource.urn === urn);
    if (!resource) return html`${nameOf(urn)}`;
    return html`<a href="#${anchorOf(urn)}">${shortType(resource.type)} ${resource.name}</a>`;
}

function item(rule: string, finding: ReportedFinding, report: Report): Html {
    const { message, policy, urn, severity, fingerprint } = finding;
    return html`<li id="f-${fingerprint}"><strong class="bad">${rule}</strong> <code>${placeOf(finding)}</code>
<p>${message}</p><p class="dim">${policy}, ${severity}, ${linkTo(urn, report)}</p></li>\n`;
}

function state({ holds, findings, waived }: ReportedRule): Html {
    const but = waived.length > 0 ? `, ${waived.length} waived` : "";
    if (holds) return html`<span class="good">✓ holds${but}</span>`;
    if (findings.length > 0) return html`<span class="bad">✗ ${findings.length} found${but}</span>`;
    return html`<span class="bad">⚠ not judged</span>`;
}
