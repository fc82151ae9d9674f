import { createHash } from "node:crypto";
import type { Report } from "../facts/report-schema";
import { sections } from "../sections/sections";
import { summaryText, verdictText } from "./headline";
import { script, style } from "./html-style";
import { Html, html } from "./html-text";

const signs: Readonly<Record<Report["verdict"], readonly [colour: string, sign: string]>> = {
    holds: ["good", "✓"],
    broken: ["bad", "✗"],
    failed: ["bad", "⚠"],
    undecided: ["bad", "?"],
};

/**
 * Renders a report as one page that loads nothing: no font, image, script or style from another place.
 * @param diagram the architecture as SVG; undefined if it could not be drawn.
 */
export function asHtml(report: Report, diagram: string | undefined): string {
    const [colour, sign] = signs[report.verdict];
    const verdict = `${sign} ${verdictText(report)}`;
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
<p class="dim">${summaryText(report)}</p>
</header>
<main>
${sectionsOf(report, diagram)}</main>
<script>${new Html(script)}</script>
</body>
</html>
`;
    return page.text;
}

function sectionsOf(report: Report, diagram: string | undefined): Html[] {
    return sections.flatMap(({ title, html: render }) => {
        if (!render) return [];
        const content = render(report, diagram);
        return [content ? html`<section><h2>${title}</h2>${content}</section>\n` : html`\n`];
    });
}

function hash(text: string): string {
    return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}
