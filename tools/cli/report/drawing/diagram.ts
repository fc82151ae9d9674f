import { type Graph, instance } from "@viz-js/viz";
import type { Architecture } from "../facts/report-schema";
import { anchorOf } from "./anchor";

type Node = Architecture["nodes"][number];

/** Kinds that make up the row of an API. */
const rowKinds: ReadonlySet<string> = new Set(["link", "backend", "compute"]);
/** Number of APIs up to which boxes have one line of text per label line. */
const maxTallRows = 12;
// The margin leaves room for fonts wider than the one that Graphviz measures with.
const text = { fontname: "Arial", fontsize: 12, margin: "0.22,0.08" };

// Comments, names that only Graphviz needs, and attributes that the page's style sets: half of a large SVG.
const redundant =
    /<!--.*?-->\n?|<title>[^<]*<\/title>\n?| (?:xlink:title|font-family|font-size)="[^"]*"| stroke="black"| text-anchor="middle"/gs;

// Class of the edges that are drawn as one line with a branch to each node.
const busClass = "bus";

const busEdge = new RegExp(
    `(<g id="[^"]*" class="edge ${busClass}">.*?<path [^>]*?d=")M([-\\d.]+),([-\\d.]+)C[^"]*("[^>]*>\\s*<polygon [^>]*?points=")\\S+ ([-\\d.]+),([-\\d.]+) [^"]*"`,
    "gs",
);

/** Lays out an architecture with Graphviz as an SVG whose nodes link to their resources; the page's style colours it. */
export async function asSvg(architecture: Architecture): Promise<string> {
    const viz = await instance();
    const svg = viz.renderString(graphOf(architecture), { format: "svg" });
    const look = hasColumns(architecture) ? ' class="long"' : "";
    // Without the prolog, and in pixels instead of points.
    return straightenBus(svg.slice(svg.indexOf("<svg")))
        .replace(
            /<svg [^>]*?viewBox="(\S+ \S+ (\S+) \S+)"[^>]*>/,
            (_, box: string, points: string) =>
                `<svg${look} viewBox="${box}" width="${Math.round((Number(points) * 4) / 3)}" role="group" aria-label="Architecture">`,
        )
        .replaceAll(redundant, "");
}

// Such a way is long: at the usual distances its text would be too small in the width of a page.
const hasColumns = ({ edges }: Architecture) => edges.some(({ isDown }) => isDown);

function graphOf(architecture: Architecture): Graph {
    const { nodes, groups, edges } = architecture;
    const isWide = hasColumns(architecture);
    const links = nodes.filter(({ kind }) => kind === "link");
    // Many APIs get a row each, and the line to them begins at the top, where a reader does.
    const isLong = links.length > maxTallRows;
    const member = (node: Node) => ({
        name: node.id,
        attributes: {
            ...text,
            ...(isWide && { margin: "0.12,0.06" }),
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
    // Graphviz stacks boxes without an edge upwards.
    const zones = nodes.filter(({ kind }) => kind === "zone").reverse();
    const others = nodes.filter(({ kind }) => kind !== "zone");
    const inside = (id?: string) => [...others, ...zones].filter(({ group }) => group === id);
    // One column for nodes whose edges lead downwards.
    const columns = edges
        .filter(({ isDown }) => isDown)
        .map(({ from, to }) => ({ graphAttributes: { rank: "same" }, nodes: [{ name: from }, { name: to }] }));
    const cluster = group("cluster", inside("cluster"), []);
    const network = group("network", inside("network"), [cluster]);
    return {
        directed: true,
        graphAttributes: {
            rankdir: "LR",
            ordering: "out",
            bgcolor: "transparent",
            nodesep: isLong ? 0.08 : 0.15,
            ranksep: isWide ? 0.35 : 0.6,
            pad: 0.1,
        },
        nodes: inside().map(member),
        subgraphs: [network, ...columns],
        edges: edges.map(({ from, to, broken, label }) => ({
            tail: from,
            head: to,
            attributes: {
                class: broken ? "broken" : "way",
                ...(broken && { style: "dashed" }),
                ...(label !== undefined && { fontname: text.fontname, fontsize: 11, xlabel: escaped(label) }),
                ...(isLong && !broken && branch(links, to)),
            },
        })),
    };
}

// The first link is level with the API; the line to the others branches off below.
function branch(links: readonly Node[], to: string) {
    const index = links.findIndex(({ id }) => id === to);
    if (index === 0) return { weight: 1_000 };
    return index > 0 ? { class: busClass, tailport: "s", headport: "w" } : {};
}

function marks(broken: readonly string[]): string[] {
    return broken.length === 0 ? [] : [`✗ ${broken.join(" ")}`];
}

// Graphviz interprets escapes and HTML entities in labels.
function escaped(label: string): string {
    const line = label.replaceAll(/[\s\p{Cc}]+/gu, " ");
    const cut = line.length > 48 ? `${line.slice(0, 47)}…` : line;
    return cut.replaceAll("&", "&amp;").replaceAll("\\", "\\\\");
}

// Redraws the edges of a bus as straight lines: down from their common start, then across to each node. Graphviz draws a
// curve for each, so that fifty form a grey wall (and its own orthogonal edges crash with a memory error in 16.1).
// The SVG is laid out from left to right: the edges leave at the bottom of a node and arrive at the left of one.
function straightenBus(svg: string): string {
    return svg.replaceAll(
        busEdge,
        (whole: string, head: string, x: string, y: string, between: string, tipX: string, tipY: string) => {
            const [left, row] = [Number(tipX) - 10, Number(tipY)];
            // The line to a node above the start would cross the start.
            if (row < Number(y)) return whole;
            const arrow = `${left},${row - 3.5} ${tipX},${row} ${left},${row + 3.5} ${left},${row - 3.5}`;
            return `${head}M${x},${y}V${row}H${left}${between}${arrow}"`;
        },
    );
}
