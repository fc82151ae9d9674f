import type { Architecture } from "../facts/report-schema";

/** Renders an architecture as Mermaid, which GitHub and GitLab draw in comments. */
export function asMermaid({ nodes, edges }: Architecture): string {
    const ids = new Map(nodes.map(({ id }, index) => [id, `n${index}`]));
    const boxes = nodes
        .filter(({ kind }) => kind !== "zone")
        .map(({ id, label, broken }) => {
            const lines = [...(broken.length > 0 ? [`✗ ${broken.join(" ")}`] : []), ...label].map(escaped);
            return `${ids.get(id)}["${lines.join("<br>")}"]${broken.length > 0 ? ":::broken" : ""}`;
        });
    const arrows = edges.map(({ from, to, broken }) => `${ids.get(from)} ${broken ? "-.->" : "-->"} ${ids.get(to)}`);
    return ["flowchart LR", "classDef broken stroke:#c00,stroke-width:3px", ...boxes, ...arrows].join("\n");
}

// Mermaid has its own entity syntax, and a fence or a quote would end the label.
function escaped(label: string): string {
    const line = label.length > 48 ? `${label.slice(0, 47)}…` : label;
    return line.replaceAll(/[^\p{L}\p{N} .,_/–…✗-]/gu, (character) => `#${character.codePointAt(0)};`);
}
