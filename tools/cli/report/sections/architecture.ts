import { drawArchitecture } from "../drawing/architecture";
import type { Architecture, Report } from "../facts/report-schema";
import { Html, html } from "../render/html-text";
import type { Section } from "./section";

/** The diagram of the stack: Mermaid in report.md, SVG and text in report.html. */
export const architecture: Section = {
    title: "Architecture",
    build: (run, { rules }) => ({ architecture: drawArchitecture(run, rules) }),
    budget: 12_000,
    dropOrder: 1,
    markdown,
    html: diagramAndText,
};

function markdown({ architecture }: Report, budget: number): string[] {
    if (architecture.edges.length === 0) return [];
    const text = asMermaid(architecture);
    if (text.length > budget) return ["The diagram is too large for a comment: it is in report.html."];
    return ["```mermaid", text, "```"];
}

/** Renders an architecture as Mermaid, which GitHub and GitLab draw in comments. */
export function asMermaid({ nodes, edges }: Architecture): string {
    const ids = new Map(nodes.map(({ id }, index) => [id, `n${index}`]));
    const boxes = nodes
        .filter(({ kind }) => kind !== "zone")
        .map(({ id, label, broken }) => {
            const lines = [...(broken.length > 0 ? [`✗ ${broken.join(" ")}`] : []), ...label].map(escaped);
            return `${ids.get(id)}["${lines.join("<br>")}"]${broken.length > 0 ? ":::broken" : ""}`;
        });
    const arrows = edges.map(({ from, to, broken, label }) => {
        const word = label === undefined ? "" : `|${escaped(label)}|`;
        return `${ids.get(from)} ${broken ? "-.->" : "-->"}${word} ${ids.get(to)}`;
    });
    return ["flowchart LR", "classDef broken stroke:#c00,stroke-width:3px", ...boxes, ...arrows].join("\n");
}

// Mermaid has its own entity syntax, and a fence or a quote would end the label.
function escaped(label: string): string {
    const line = label.length > 48 ? `${label.slice(0, 47)}…` : label;
    return line.replaceAll(/[^\p{L}\p{N} .,_/–…✗-]/gu, (character) => `#${character.codePointAt(0)};`);
}

function diagramAndText({ architecture }: Report, svg: string | undefined): Html | undefined {
    if (architecture.nodes.length === 0) return undefined;
    const picture =
        svg === undefined
            ? html`<p class="dim">The diagram could not be drawn; here it is as text.</p>`
            : html`<div class="diagram" tabindex="0" role="region" aria-label="Architecture diagram">${new Html(svg)}</div>`;
    return html`
${picture}
<details${new Html(svg === undefined ? " open" : "")}><summary>Diagram as text</summary><ul>${asText(architecture)}</ul></details>`;
}

function asText({ nodes, groups, edges }: Architecture): Html[] {
    const labels = new Map(nodes.map(({ id, label }) => [id, label.join(", ")]));
    const groupItems = groups.map(({ label, broken }) => html`<li>${label}${breaks(broken)}</li>`);
    const nodeItems = nodes.map(({ id, label, broken }) => {
        const next = edges
            .filter(({ from }) => from === id)
            .map(({ to, label }) => `${labels.get(to) ?? to}${label === undefined ? "" : ` (${label})`}`);
        const targets = next.length === 0 ? "" : ` → ${next.join("; ")}`;
        return html`<li>${label.join(", ")}${breaks(broken)}${targets}</li>`;
    });
    return [...groupItems, ...nodeItems];
}

function breaks(broken: readonly string[]): string {
    return broken.length === 0 ? "" : ` (breaks ${broken.join(", ")})`;
}
