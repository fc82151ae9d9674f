import type { Architecture, Report } from "../facts/report-schema";
import { Html, html } from "./html-text";

/** The picture, with the same in words below it. */
export function diagramSection({ architecture }: Report, svg: string | undefined): Html {
    if (architecture.nodes.length === 0) return html``;
    const picture =
        svg === undefined
            ? html`<p class="dim">The diagram could not be drawn; it is here in words.</p>`
            : html`<div class="diagram" tabindex="0" role="region" aria-label="Architecture diagram">${new Html(svg)}</div>`;
    return html`<section><h2>Architecture</h2>
${picture}
<details${new Html(svg === undefined ? " open" : "")}><summary>The diagram in words</summary><ul>${inWords(architecture)}</ul></details></section>`;
}

function inWords({ nodes, groups, edges }: Architecture): Html[] {
    const names = new Map(nodes.map(({ id, label }) => [id, label.join(", ")]));
    const around = groups.map(({ label, broken }) => html`<li>${label}${breaks(broken)}</li>`);
    const inside = nodes.map(({ id, label, broken }) => {
        const next = edges.filter(({ from }) => from === id).map(({ to }) => names.get(to) ?? to);
        const leads = next.length === 0 ? "" : `; leads to ${next.join("; ")}`;
        return html`<li>${label.join(", ")}${breaks(broken)}${leads}</li>`;
    });
    return [...around, ...inside];
}

function breaks(broken: readonly string[]): string {
    return broken.length === 0 ? "" : ` (breaks ${broken.join(", ")})`;
}
