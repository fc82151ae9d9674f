import type { Report } from "../facts/report-schema";
import { type Html, html } from "./html-text";

/** What holds callers back, at each stage, method, plan and client. */
export function limitsSection({ limits }: Report): Html {
    if (limits.length === 0) return html``;
    const bySubject = new Map<string, string[]>();
    for (const { subject, limit, value } of limits) {
        bySubject.set(subject, [...(bySubject.get(subject) ?? []), `${limit}: ${value}`]);
    }
    const rows = [...bySubject].map(
        ([subject, values]) => html`<tr><td>${subject}</td><td>${values.join(" · ")}</td></tr>\n`,
    );
    return html`<section><h2>Limits</h2>
<table><thead><tr><th scope="col">of</th><th scope="col">limits</th></tr></thead>
<tbody>${rows}</tbody></table></section>`;
}
