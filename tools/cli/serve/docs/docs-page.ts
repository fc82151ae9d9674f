import { html } from "../../report/render/html-text";

/** A page of the documentation. */
export interface DocsLink {
    /** Last part of its path, such as the name of a stage. */
    readonly name: string;
    /** Such as "Test". */
    readonly label: string;
}

/** The values that a page shows. */
export interface DocsPage extends DocsLink {
    readonly stackName: string;
    /** Such as "Stage Test". */
    readonly title: string;
    /** Every page, in the order of the links. */
    readonly pages: readonly DocsLink[];
    /** The clients whose keys its APIs accept, with these keys. */
    readonly clients: readonly { readonly name: string; readonly key: string }[];
    /** Name of the security scheme of the key; undefined if no call needs a key. */
    readonly keyScheme: string | undefined;
}

/**
 * Content Security Policy of the page: everything comes from the gateway itself. Swagger UI has its icons as `data:` URLs, and React
 * sets styles of elements by script, which is not inline to a browser.
 */
export const contentSecurityPolicy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** The HTML of a page; its URL ends in `/<name>/`. */
export function docsPage({ stackName, name, label, title, pages, clients, keyScheme }: DocsPage): string {
    const links = pages.map((page) =>
        page.name === name
            ? html`<li><a href="../${page.name}/" aria-current="page">${page.label}</a></li>`
            : html`<li><a href="../${page.name}/">${page.label}</a></li>`,
    );
    const withKey = keyScheme === undefined ? "" : ", with the key chosen above";
    return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${label} of ${stackName}</title>
<link rel="icon" href="../.assets/favicon-32x32.png">
<link rel="stylesheet" href="../.assets/swagger-ui.css">
<link rel="stylesheet" href="../.assets/page.css">
</head>
<body>
<header>
<h1>APIs of stack ${stackName}</h1>
<nav aria-label="Pages"><ul>${links}</ul></nav>
${keyChoice(clients, keyScheme)}
</header>
<section aria-label="Page">
<h2>${title}</h2>
<p>Requests go to the gateway on this machine${withKey}. Document: <a href="openapi.json">openapi.json</a>.</p>
</section>
<div id="operations"><noscript>This page needs JavaScript.</noscript></div>
<script src="../.assets/swagger-ui-bundle.js"></script>
<script src="../.assets/page.js"></script>
</body>
</html>
`.text;
}

function keyChoice(clients: DocsPage["clients"], keyScheme: string | undefined) {
    if (keyScheme === undefined) return html`<p>Calls need no API key.</p>`;
    if (clients.length === 0) return html`<p>No client has a key for these APIs.</p>`;
    const options = clients.map(({ name, key }) => html`<option value="${key}">${name}</option>`);
    return html`<label>API key of <select data-scheme="${keyScheme}">${options}</select></label>`;
}
