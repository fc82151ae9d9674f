import { html } from "../render/html-text";
import { fitting, inMarkdown } from "../render/markdown-text";
import type { Section } from "./section";

/** The errors of a preview that failed. */
export const errors: Section = {
    title: "Errors",
    budget: 4_000,
    markdown: ({ errors }, budget) =>
        fitting(
            errors.map((error) => `- ${inMarkdown(error, 500)}`),
            budget,
            (left) => `- … and ${left} more`,
        ),
    html: ({ errors }) =>
        errors.length === 0
            ? undefined
            : html`<ul class="findings">${errors.map((error) => html`<li><p>${error}</p></li>`)}</ul>`,
};
