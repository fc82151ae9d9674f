import type { Report, ReportedRule } from "../facts/report-schema";
import { type Html, html } from "../render/html-text";
import { inMarkdown } from "../render/markdown-text";
import type { Section } from "./section";

/** The result of each rule, as a table. */
export const rules: Section = { title: "Rules", markdown, html: table };

function markdown({ rules }: Report): string[] {
    const rows = rules.map((rule) => {
        const state = `${signs[stateOf(rule)]} ${stateText(rule)}`;
        return `| **${rule.id}** | ${rule.statement} | ${state} | ${inMarkdown(rule.checked, 150)} |`;
    });
    return ["| rule | requirement | state | checked |", "| --- | --- | --- | --- |", ...rows];
}

const signs: Readonly<Record<State, string>> = { holds: "✅", broken: "❌", undecided: "❔", "not checked": "⚠️" };

function table({ rules }: Report): Html {
    const rows = rules.map((rule) => {
        const [colour, sign] = htmlSigns[stateOf(rule)];
        const state = html`<span class="${colour}">${sign} ${stateText(rule)}</span>`;
        return html`<tr><th scope="row">${rule.id}</th><td>${rule.statement}</td><td class="word">${state}</td><td>${rule.checked}</td></tr>\n`;
    });
    return html`
<table><thead><tr><th scope="col">rule</th><th scope="col">requirement</th><th scope="col">state</th><th scope="col">checked</th></tr></thead>
<tbody>${rows}</tbody></table>`;
}

type State = "holds" | "broken" | "undecided" | "not checked";

const htmlSigns: Readonly<Record<State, readonly [colour: string, sign: string]>> = {
    holds: ["good", "✓"],
    broken: ["bad", "✗"],
    undecided: ["bad", "?"],
    "not checked": ["bad", "⚠"],
};

function stateOf({ holds, findings, undecided }: ReportedRule): State {
    if (holds) return "holds";
    return findings.length > 0 ? "broken" : undecided.length > 0 ? "undecided" : "not checked";
}

function stateText(rule: ReportedRule): string {
    const state = stateOf(rule);
    const count = rule.findings.length === 1 ? "1 finding" : `${rule.findings.length} findings`;
    const warnings = counted(rule.warnings.length, "warning");
    const waived = rule.waived.length > 0 ? `, ${rule.waived.length} waived` : "";
    return `${state === "broken" ? count : state}${warnings}${waived}`;
}

const counted = (count: number, noun: string): string =>
    count === 0 ? "" : `, ${count} ${noun}${count === 1 ? "" : "s"}`;
