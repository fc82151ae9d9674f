import { countOperations, shortType } from "../../preview/resource-tree";
import { asMermaid } from "../drawing/mermaid";
import type { Report, ReportedFinding, SourceLocation } from "../facts/report-schema";
import { soonInWords, waivedFindings, waiverInWords } from "../facts/waivers";
import { costHeadline, costNotes, dollars } from "./cost-words";
import { type DifferencePart, differenceInWords } from "./difference-words";
import { fitting, inMarkdown } from "./markdown-text";

/** Most characters of a report; GitHub takes 65,536 in a comment. */
export const maxCharacters = 60_000;

const budgets = {
    errors: 4_000,
    difference: 6_000,
    findings: 19_000,
    waived: 4_000,
    diagram: 12_000,
    costs: 3_000,
    resources: 7_000,
} as const;

/** A hidden line by which a workflow finds the comment that it updates. */
export function commentMarker(stack: string): string {
    return `<!-- gatehouse-report ${stack.replaceAll(/[^A-Za-z0-9_.]/g, "_")} -->`;
}

/** A report as a pull request comment: the verdict first, then what is wrong and where, then what changes. */
export function asMarkdown(report: Report): string {
    const sections = {
        head: [commentMarker(report.stack), `## ${headline(report)}`, "", ...summary(report)],
        soon: soon(report),
        errors: errors(report),
        rules: rulesTable(report),
        findings: findings(report),
        waived: waived(report),
        difference: difference(report),
        diagram: diagram(report),
        costs: costs(report),
        resources: resources(report),
    };
    // Each section has a budget; together they may still be too long where every character has to be escaped.
    for (const spare of [[], ["diagram"], ["resources"], ["costs"], ["soon"], ["waived"]] as const) {
        for (const name of spare)
            sections[name] = [`The section "${name}" would be too long here: it is in report.html.`];
        if (written(sections).length < maxCharacters) break;
    }
    return written(sections);
}

function written(sections: Readonly<Record<string, readonly string[]>>): string {
    const texts = Object.values(sections).map((lines) => lines.join("\n"));
    return `${texts.filter((text) => text !== "").join("\n\n")}\n`;
}

/** The verdict as a line of text. */
export function headline(report: Report): string {
    const sign = { holds: "✅", broken: "❌", failed: "⚠️" }[report.verdict];
    return `${sign} ${inMarkdown(report.stack, 100)}: ${verdictInWords(report)}`;
}

/** The verdict in words, without the stack. */
export function verdictInWords({ verdict, rules }: Report): string {
    const broken = rules.filter(({ findings }) => findings.length > 0).map(({ id }) => id);
    if (verdict === "holds") return "every rule holds";
    if (verdict === "broken") return `${broken.join(", ")} broken`;
    return "the preview failed, nothing is proved";
}

function summary(report: Report): string[] {
    return [`${changesInWords(report)}. ${sourceInWords(report)}.`];
}

/** How many resources change how. */
export function changesInWords({ resources }: Report): string {
    return resources.length > 0 ? countOperations(resources) : "No resource was seen";
}

/** What the preview was run against. */
export function sourceInWords({ source }: Report): string {
    if (source === "event log") return "From the engine's event log";
    return "Previewed offline: simulated clouds, from an empty stack";
}

function difference({ difference }: Report): string[] {
    if (!difference) return [];
    const { headline, parts } = differenceInWords(difference);
    const share = Math.floor(budgets.difference / Math.max(parts.length, 1));
    return [inMarkdown(headline, 800), ...parts.flatMap((part) => ["", ...differencePart(part, share)])];
}

function differencePart({ title, lines }: DifferencePart, budget: number): string[] {
    const list = fitting(
        lines.map((line) => `- ${inMarkdown(line, 300)}`),
        budget,
        (left) => `- … and ${left} more, in report.html`,
    );
    return [`<details><summary>${title}: ${lines.length}</summary>`, "", ...list, "", "</details>"];
}

function errors(report: Report): string[] {
    const lines = report.errors.map((error) => `- ${inMarkdown(error, 500)}`);
    return fitting(lines, budgets.errors, (left) => `- … and ${left} more`);
}

function rulesTable({ rules }: Report): string[] {
    const rows = rules.map(({ id, statement, holds, checked, findings, waived }) => {
        const state = holds ? "✅ holds" : findings.length > 0 ? `❌ ${findings.length} found` : "⚠️ not judged";
        const but = waived.length > 0 ? `, ${waived.length} waived` : "";
        return `| **${id}** | ${statement} | ${state}${but} | ${inMarkdown(checked, 150)} |`;
    });
    return ["| rule | what must hold | state | judged |", "| --- | --- | --- | --- |", ...rows];
}

function findings({ rules }: Report): string[] {
    const all = rules.flatMap((rule) => rule.findings);
    if (all.length === 0) return [];
    const lines = fitting(all.map(findingLine), budgets.findings, (left) => `- … and ${left} more, in report.html`);
    return ["### What is wrong", "", ...lines];
}

function waived(report: Report): string[] {
    const all = waivedFindings(report);
    if (all.length === 0) return [];
    const lines = all.map((finding) => {
        const [first = ""] = finding.message.split("\n");
        const who = inMarkdown(waiverInWords(finding), 400);
        return `- **${place(finding.location)}** ${inMarkdown(first)}<br>${who}<br><sub>${inMarkdown(finding.policy)}</sub>`;
    });
    const list = fitting(lines, budgets.waived, (left) => `- … and ${left} more, in report.html`);
    return ["### What is waived", "", ...list];
}

function soon(report: Report): string[] {
    const text = soonInWords(report);
    return text === undefined ? [] : [`⏳ ${inMarkdown(text, 1_500)}`];
}

function findingLine({ message, location, policy }: ReportedFinding): string {
    // Three lines is what our pack writes.
    const [first = "", ...rest] = message
        .split("\n")
        .slice(0, 5)
        .map((line) => inMarkdown(line, 600));
    const more = rest.map((line) => `<br>${line}`).join("");
    return `- **${place(location)}** ${first}${more}<br><sub>${inMarkdown(policy)}</sub>`;
}

/** A location as people write it: `Pulumi.dev.yaml:12`. */
export function place({ file, line }: SourceLocation): string {
    return inMarkdown(line === undefined ? file : `${file}:${line}`);
}

function diagram({ architecture }: Report): string[] {
    if (architecture.edges.length === 0) return [];
    const text = asMermaid(architecture);
    if (text.length > budgets.diagram) return ["The diagram is too large for a comment: it is in report.html."];
    return ["```mermaid", text, "```"];
}

function costs({ cost }: Report): string[] {
    const lines = [...cost.fixed, ...cost.usage].map(
        ({ what, count, monthly }) =>
            `| ${inMarkdown(what, 100)} | ${count.toLocaleString("en")} | ${dollars(monthly)} |`,
    );
    if (lines.length === 0) return [];
    const rows = fitting(lines, budgets.costs, (left) => `| … ${left} more, in report.html | | |`);
    const notes = costNotes(cost).map((note) => inMarkdown(note, 600));
    const head = ["| what | count | a month |", "| --- | ---: | ---: |"];
    return [
        `**Cost** ${costHeadline(cost)}`,
        "",
        "<details><summary>How it adds up</summary>",
        "",
        ...head,
        ...rows,
        "",
        ...notes,
        "",
        "</details>",
    ];
}

function resources(report: Report): string[] {
    const changed = report.resources.filter(({ op }) => op !== "same");
    if (changed.length === 0) return [];
    // What is lost comes first.
    const ordered = [...changed].sort((a, b) => rank(a.op) - rank(b.op));
    const lines = ordered.map(
        ({ op, type, name }) => `| ${inMarkdown(op)} | ${inMarkdown(shortType(type))} | ${inMarkdown(name)} |`,
    );
    const rows = fitting(lines, budgets.resources, (left) => `| … | ${left} more, in report.html | |`);
    const head = ["| operation | type | name |", "| --- | --- | --- |"];
    const title = `<details><summary>Resources that change: ${changed.length}</summary>`;
    return [title, "", ...head, ...rows, "", "</details>"];
}

function rank(op: string): number {
    return op.includes("delete") ? 0 : op.includes("replace") ? 1 : op === "update" ? 2 : 3;
}
