import { limitsOf } from "../facts/limits";
import type { Report } from "../facts/report-schema";
import { type Html, html } from "../render/html-text";
import type { Section } from "./section";

/** The limits of each stage, method, usage plan, HTTP API and client. */
export const limits: Section = {
    title: "Limits",
    build: (run) => ({ limits: limitsOf(run) }),
    html: table,
};

function table({ limits }: Report): Html | undefined {
    if (limits.length === 0) return undefined;
    const bySubject = new Map<string, string[]>();
    for (const { subject, limit, value } of limits) {
        bySubject.set(subject, [...(bySubject.get(subject) ?? []), `${limit}: ${value}`]);
    }
    const rows = [...bySubject].map(
        ([subject, values]) => html`<tr><td>${subject}</td><td>${values.join(" · ")}</td></tr>\n`,
    );
    return html`
<table><thead><tr><th scope="col">subject</th><th scope="col">limits</th></tr></thead>
<tbody>${rows}</tbody></table>`;
}
