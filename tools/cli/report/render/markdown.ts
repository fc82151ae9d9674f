import type { Report } from "../facts/report-schema";
import { sections } from "../sections/sections";
import { summaryText, verdictText } from "./headline";
import { inMarkdown } from "./markdown-text";

/** Maximum number of characters in report.md; GitHub accepts 65,536 in a comment. */
export const maxCharacters = 60_000;

const signs: Readonly<Record<Report["verdict"], string>> = {
    holds: "✅",
    broken: "❌",
    failed: "⚠️",
    undecided: "❔",
};

/** A section of report.md. */
interface Block {
    readonly title: string;
    readonly lines: readonly string[];
    readonly dropOrder: number | undefined;
}

/** Renders a report as a pull request comment: the verdict, then the sections. */
export function asMarkdown(report: Report): string {
    const blocks = sections.flatMap(({ title, markdown, budget = Number.POSITIVE_INFINITY, dropOrder }): Block[] => {
        const lines = markdown?.(report, budget) ?? [];
        return lines.length === 0 ? [] : [{ title, lines, dropOrder }];
    });
    const dropped = new Set<Block>();
    const written = () =>
        joined([head(report), ...blocks.map((block) => (dropped.has(block) ? hint(block) : block.lines))]);
    // Each section keeps to its budget, but where every character is escaped the total may still exceed the maximum.
    for (const block of inDropOrder(blocks)) {
        if (written().length < maxCharacters) break;
        dropped.add(block);
    }
    return written();
}

function head(report: Report): readonly string[] {
    const headline = `## ${signs[report.verdict]} ${inMarkdown(report.stack, 100)}: ${verdictText(report)}`;
    return [commentMarker(report.stack), headline, "", summaryText(report)];
}

// A hidden line by which a workflow finds the comment that it updates.
function commentMarker(stack: string): string {
    return `<!-- gatehouse-report ${stack.replaceAll(/[^A-Za-z0-9_.]/g, "_")} -->`;
}

function inDropOrder(blocks: readonly Block[]): Block[] {
    return blocks
        .filter(({ dropOrder }) => dropOrder !== undefined)
        .sort((a, b) => (a.dropOrder ?? 0) - (b.dropOrder ?? 0));
}

function hint({ title }: Block): readonly string[] {
    return [`The section "${title}" would be too long here: it is in report.html.`];
}

function joined(blocks: readonly (readonly string[])[]): string {
    return `${blocks.map((lines) => lines.join("\n")).join("\n\n")}\n`;
}
