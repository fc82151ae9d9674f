import { anchorOf } from "./anchor";
import { type Html, html } from "./html-text";
import type { Report, ReportedFinding, ReportedRule } from "./report-schema";

/** What became of each rule, as a table. */
export function rulesSection({ rules }: Report): Html {
    const rows = rules.map(
        (rule) =>
            html`<tr><th scope="row">${rule.id}</th><td>${rule.statement}</td><td class="word">${state(rule)}</td><td>${rule.judged}</td></tr>\n`,
    );
    return html`<section><h2>Rules</h2>
<table><thead><tr><th scope="col">rule</th><th scope="col">what must hold</th><th scope="col">state</th><th scope="col">judged</th></tr></thead>
<tbody>${rows}</tbody></table></section>`;
}

/** What is wrong, each with the place where a person changes it. */
export function findingsSection({ rules }: Report): Html {
    const items = rules.flatMap(({ id, findings }) => findings.map((finding) => item(id, finding)));
    if (items.length === 0) return html``;
    return html`<section><h2>What is wrong</h2><ul class="findings">${items}</ul></section>`;
}

function item(rule: string, { message, location, policy, urn, severity, fingerprint }: ReportedFinding): Html {
    const place = location.line === undefined ? location.file : `${location.file}:${location.line}`;
    const link = urn === "" ? html`the whole stack` : html`<a href="#${anchorOf(urn)}">resource</a>`;
    return html`<li id="f-${fingerprint}"><strong class="bad">${rule}</strong> <code>${place}</code>
<p>${message}</p><p class="dim">${policy}, ${severity}, ${link}</p></li>\n`;
}

function state({ holds, findings }: ReportedRule): Html {
    if (holds) return html`<span class="good">✓ holds</span>`;
    if (findings.length > 0) return html`<span class="bad">✗ ${findings.length} found</span>`;
    return html`<span class="bad">⚠ not judged</span>`;
}
