import { createHash } from "node:crypto";
import type { Report } from "../facts/report-schema";
import { differenceInWords } from "./difference-words";
import { costSection } from "./html-cost";
import { diagramSection } from "./html-diagram";
import { findingsSection, rulesSection, waivedSection } from "./html-findings";
import { limitsSection } from "./html-limits";
import { resourcesSection } from "./html-resources";
import { script, style } from "./html-style";
import { Html, html } from "./html-text";
import { changesInWords, sourceInWords, verdictInWords } from "./markdown";

const signs: Readonly<Record<Report["verdict"], readonly [colour: string, sign: string]>> = {
    holds: ["good", "✓"],
    broken: ["bad", "✗"],
    failed: ["bad", "⚠"],
};

/**
 * A report as one page that asks nothing of any other place: no font, image, script or style from elsewhere.
 * @param svg the architecture, laid out; undefined where it could not be.
 */
export function asHtml(report: Report, svg: string | undefined): string {
    const [colour, sign] = signs[report.verdict];
    const verdict = `${sign} ${verdictInWords(report)}`;
    const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src '${hash(style)}'; script-src '${hash(script)}'">
<title>${report.stack}: ${verdict}</title>
<style>${new Html(style)}</style>
</head>
<body>
<header>
<h1>${report.stack}: <span class="${colour}">${verdict}</span></h1>
<p class="dim">${changesInWords(report)}. ${sourceInWords(report)}.</p>
</header>
<main>
${errors(report)}
${rulesSection(report)}
${findingsSection(report)}
${waivedSection(report)}
${differenceSection(report)}
${diagramSection(report, svg)}
${costSection(report)}
${limitsSection(report)}
${resourcesSection(report)}
</main>
<script>${new Html(script)}</script>
</body>
</html>
`;
    return page.text;
}

function errors({ errors }: Report): Html {
    if (errors.length === 0) return html``;
    return html`<section><h2>What went wrong</h2><ul class="findings">${errors.map((error) => html`<li><p>${error}</p></li>`)}</ul></section>`;
}

function differenceSection({ difference }: Report): Html {
    if (!difference) return html``;
    const { headline, parts } = differenceInWords(difference);
    const lists = parts.map(
        ({ title, lines }) => html`<h3>${title}</h3><ul>${lines.map((line) => html`<li>${line}</li>`)}</ul>\n`,
    );
    return html`<section><h2>Against the base</h2><p>${headline}</p>${lists}</section>`;
}

function hash(text: string): string {
    return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}
