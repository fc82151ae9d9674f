import type { Section } from "../report/sections/section";
import { sections } from "../report/sections/sections";
import { replaceBetweenMarkers } from "./between-markers";

/** The page of the report with its table of sections updated. */
export function withReportSections(page: string): string {
    return replaceBetweenMarkers(page, "sections", sectionsTable());
}

function sectionsTable(): string {
    const rows = sections.map((section) => `| ${cells(section).join(" | ")} |`);
    return ["| section | in report.md | left out | in report.html |", "| --- | --- | --- | --- |", ...rows].join("\n");
}

function cells({ title, markdown, budget, dropOrder, html }: Section): string[] {
    const size = budget === undefined ? "yes" : `up to ${budget.toLocaleString("en")} characters`;
    return [title, markdown ? size : "no", dropOrder?.toString() ?? "", html ? "yes" : "no"];
}
