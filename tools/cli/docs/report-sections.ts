import type { Section } from "../report/sections/section";
import { sections } from "../report/sections/sections";

/** Returns the sections of the report as a Markdown table, in their order. */
export function sectionsTable(): string {
    const rows = sections.map((section) => `| ${cells(section).join(" | ")} |`);
    return ["| section | in report.md | left out | in report.html |", "| --- | --- | --- | --- |", ...rows].join("\n");
}

function cells({ title, markdown, budget, dropOrder, html }: Section): string[] {
    const size = budget === undefined ? "yes" : `up to ${budget.toLocaleString("en")} characters`;
    return [title, markdown ? size : "no", dropOrder?.toString() ?? "", html ? "yes" : "no"];
}
