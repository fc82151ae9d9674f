import { type Html, html } from "./html-text";
import type { Report } from "./report-schema";

/** What holds callers back, at each stage, method, plan and client. */
export function limitsSection({ limits }: Report): Html {
    if (limits.length === 0) return html``;
    const rows = limits.map(
        ({ subject, limit, value }) => html`<tr><td>${subject}</td><td>${limit}</td><td>${value}</td></tr>\n`,
    );
    return html`<section><h2>Limits</h2>
<table><thead><tr><th scope="col">of</th><th scope="col">limit</th><th scope="col">value</th></tr></thead>
<tbody>${rows}</tbody></table></section>`;
}
