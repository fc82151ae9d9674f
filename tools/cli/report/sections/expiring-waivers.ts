import { expiryWarning } from "../facts/waivers";
import { inMarkdown } from "../render/markdown-text";
import type { Section } from "./section";

/** Warns of waivers that expire soon; report.html has the same warning above the waivers. */
export const expiringWaivers: Section = {
    title: "Expiring waivers",
    budget: 1_500,
    dropOrder: 4,
    markdown: (report, budget) => {
        const warning = expiryWarning(report);
        return warning === undefined ? [] : [`⏳ ${inMarkdown(warning, budget)}`];
    },
};
