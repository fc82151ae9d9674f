import type { PreviewedResource } from "../../preview/preview-result";
import { shortType } from "../../preview/resource-tree";
import { anchorOf } from "../drawing/anchor";
import type { EngineRun } from "../facts/engine-run";
import { digests } from "../facts/inputs";
import type { Report } from "../facts/report-schema";
import { type Html, html } from "../render/html-text";
import { fitting, inMarkdown } from "../render/markdown-text";
import type { Section } from "./section";

/** The resources and their operations: those that change in report.md, all in report.html. */
export const resources: Section = { title: "Resources", build, budget: 7_000, dropOrder: 2, markdown, html: table };

function build({ resources, inputs }: EngineRun): Pick<Report, "changes" | "resources"> {
    const changes: Record<string, number> = {};
    for (const { op } of resources) changes[op] = (changes[op] ?? 0) + 1;
    return {
        changes,
        resources: [...resources].sort(byTypeAndName).map(({ urn, type, name, op }) => {
            return { urn, type, name, op, properties: digests(inputs.get(urn)) };
        }),
    };
}

// The order of registration differs from run to run.
function byTypeAndName(a: PreviewedResource, b: PreviewedResource): number {
    return a.type < b.type ? -1 : a.type > b.type ? 1 : a.urn < b.urn ? -1 : 1;
}

function markdown(report: Report, budget: number): string[] {
    const changed = report.resources.filter(({ op }) => op !== "same");
    if (changed.length === 0) return [];
    const rows = changed
        .sort((a, b) => rank(a.op) - rank(b.op))
        .map(({ op, type, name }) => `| ${inMarkdown(op)} | ${inMarkdown(shortType(type))} | ${inMarkdown(name)} |`);
    return [
        `<details><summary>Resource changes: ${changed.length}</summary>`,
        "",
        "| operation | type | name |",
        "| --- | --- | --- |",
        ...fitting(rows, budget, (left) => `| … | ${left} more, in report.html | |`),
        "",
        "</details>",
    ];
}

// Deletions come first.
function rank(op: string): number {
    return op.includes("delete") ? 0 : op.includes("replace") ? 1 : op === "update" ? 2 : 3;
}

function table({ resources }: Report): Html {
    const rows = resources.map(
        ({ urn, type, name, op }) =>
            html`<tr id="${anchorOf(urn)}"><td class="word">${op}</td><td>${shortType(type)}</td><td>${name}</td></tr>\n`,
    );
    return html`
<p class="search" hidden><label for="search">Search</label> <input id="search" type="search"> <span id="count" role="status"></span></p>
<table id="resources"><thead><tr><th scope="col">operation</th><th scope="col">type</th><th scope="col">name</th></tr></thead>
<tbody>${rows}</tbody></table>`;
}
