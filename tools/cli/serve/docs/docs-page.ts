import { html } from "../../report/render/html-text";

/** The values that the page of a stage shows. */
export interface DocsPage {
    readonly stackName: string;
    readonly stage: string;
    /** Every stage of the stack, in the order of the links. */
    readonly stages: readonly string[];
    /** The clients whose keys the stage accepts, with these keys. */
    readonly clients: readonly { readonly name: string; readonly key: string }[];
    /** Name of the security scheme of the key. */
    readonly keyScheme: string;
}

/**
 * Content Security Policy of the page: everything comes from the gateway itself. Swagger UI has its icons as `data:` URLs, and React
 * sets styles of elements by script, which is not inline to a browser.
 */
export const contentSecurityPolicy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** The HTML of a stage's documentation; its URL ends in `/<stage>/`. */
export function docsPage({ stackName, stage, stages, clients, keyScheme }: DocsPage): string {
    const links = stages.map((name) =>
        name === stage
            ? html`<li><a href="../${name}/" aria-current="page">${name}</a></li>`
            : html`<li><a href="../${name}/">${name}</a></li>`,
    );
    const options = clients.map(({ name, key }) => html`<option value="${key}">${name}</option>`);
    const select =
        options.length === 0
            ? html`<p>No client has a key for this stage.</p>`
            : html`<label>API key of <select data-scheme="${keyScheme}">${options}</select></label>`;
    return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${stage} of ${stackName}</title>
<link rel="icon" href="../.assets/favicon-32x32.png">
<link rel="stylesheet" href="../.assets/swagger-ui.css">
<link rel="stylesheet" href="../.assets/page.css">
</head>
<body>
<header>
<h1>APIs of stack ${stackName}</h1>
<nav aria-label="Stages"><ul>${links}</ul></nav>
${select}
</header>
<section aria-label="Stage">
<h2>Stage ${stage}</h2>
<p>Requests go to the gateway on this machine, with the key chosen above. Document: <a href="openapi.json">openapi.json</a>.</p>
</section>
<div id="operations"><noscript>This page needs JavaScript.</noscript></div>
<script src="../.assets/swagger-ui-bundle.js"></script>
<script src="../.assets/page.js"></script>
</body>
</html>
`.text;
}
