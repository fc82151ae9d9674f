import { type Graph, instance } from "@viz-js/viz";
import type { Architecture } from "../facts/report-schema";
import { anchorOf } from "./anchor";
import { busClass, straightenBus } from "./diagram-bus";

type Node = Architecture["nodes"][number];

const inCluster: ReadonlySet<string> = new Set(["service", "pods"]);
/** Kinds of which each API has one. */
const rowKinds: ReadonlySet<string> = new Set(["link", "service", "pods"]);
/** So many APIs get boxes of two lines. */
const maxTallRows = 12;
// Wide enough for fonts that are wider than the one that Graphviz measures with.
const text = { fontname: "Arial", fontsize: 12, margin: "0.22,0.08" };

// Comments, names that only Graphviz needs, and what the page's style says: half of the text of a large picture.
const redundant =
    /<!--.*?-->\n?|<title>[^<]*<\/title>\n?| (?:xlink:title|font-family|font-size)="[^"]*"| stroke="black"| text-anchor="middle"/gs;

/** Lays an architecture out with Graphviz: an SVG whose nodes lead to their resources, coloured by the page's style. */
export async function asSvg(architecture: Architecture): Promise<string> {
    const viz = await instance();
    const svg = viz.renderString(graphOf(architecture), { format: "svg" });
    // Without the prolog, and in the size that the page gives it.
    return straightenBus(svg.slice(svg.indexOf("<svg")))
        .replace(
            /<svg [^>]*?viewBox="(\S+ \S+ (\S+) \S+)"[^>]*>/,
            (_, box: string, points: string) =>
                `<svg viewBox="${box}" width="${Math.round((Number(points) * 4) / 3)}" role="group" aria-label="Architecture">`,
        )
        .replaceAll(redundant, "");
}

function graphOf({ nodes, groups, edges }: Architecture): Graph {
    const links = nodes.filter(({ kind }) => kind === "link");
    // Many APIs are a line each, and the way to them begins at the top, where a reader does.
    const isLong = links.length > maxTallRows;
    const member = (node: Node) => ({
        name: node.id,
        attributes: {
            ...text,
            class: [node.kind, ...(node.broken.length > 0 ? ["broken"] : [])].join(" "),
            shape: "box",
            style: "rounded",
            label: [...marks(node.broken), ...node.label]
                .map(escaped)
                .join(isLong && rowKinds.has(node.kind) ? ", " : "\n"),
            ...(node.urn !== undefined && {
                URL: `#${anchorOf(node.urn)}`,
                tooltip: escaped(node.label.join(" ")),
            }),
        },
    });
    const group = (id: "network" | "cluster", own: readonly Node[], subgraphs: Graph["subgraphs"]) => {
        const found = groups.find((group) => group.id === id);
        const attributes = {
            ...text,
            margin: 14,
            style: "rounded",
            labeljust: "l",
            class: `group${found && found.broken.length > 0 ? " broken" : ""}`,
            label: [...marks(found?.broken ?? []), found?.label ?? ""].map(escaped).join(" "),
            ...(found && { URL: `#${anchorOf(found.urn)}` }),
        };
        return {
            ...(found && { name: `cluster-${id}` }),
            ...(found && { graphAttributes: attributes }),
            nodes: own.map(member),
            ...(subgraphs && { subgraphs }),
        };
    };
    const cluster = group(
        "cluster",
        nodes.filter(({ kind }) => inCluster.has(kind)),
        [],
    );
    const network = group(
        "network",
        nodes.filter(({ kind }) => kind === "zone"),
        [cluster],
    );
    return {
        directed: true,
        graphAttributes: {
            rankdir: "LR",
            ordering: "out",
            bgcolor: "transparent",
            nodesep: isLong ? 0.08 : 0.15,
            ranksep: 0.6,
            pad: 0.1,
        },
        nodes: nodes.filter(({ kind }) => !inCluster.has(kind) && kind !== "zone").map(member),
        subgraphs: [network],
        edges: edges.map(({ from, to, broken }) => ({
            tail: from,
            head: to,
            attributes: {
                class: broken ? "broken" : "way",
                ...(broken && { style: "dashed" }),
                ...(isLong && !broken && branch(links, to)),
            },
        })),
    };
}

// The first link lies level with what leads to it; the way to the others branches off below.
function branch(links: readonly Node[], to: string) {
    const index = links.findIndex(({ id }) => id === to);
    if (index === 0) return { weight: 1_000 };
    return index > 0 ? { class: busClass, tailport: "s", headport: "w" } : {};
}

function marks(broken: readonly string[]): string[] {
    return broken.length === 0 ? [] : [`✗ ${broken.join(" ")}`];
}

// Graphviz reads escapes and HTML's entities in labels.
function escaped(label: string): string {
    const line = label.replaceAll(/[\s\p{Cc}]+/gu, " ");
    const cut = line.length > 48 ? `${line.slice(0, 47)}…` : line;
    return cut.replaceAll("&", "&amp;").replaceAll("\\", "\\\\");
}
