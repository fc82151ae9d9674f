import { shortType } from "../../preview/resource-tree";
import { anchorOf } from "../drawing/anchor";
import type { Report } from "../facts/report-schema";
import { type Html, html } from "./html-text";

/** Every resource with what would become of it, and a field to search them. */
export function resourcesSection({ resources }: Report): Html {
    const rows = resources.map(
        ({ urn, type, name, op }) =>
            html`<tr id="${anchorOf(urn)}"><td class="word">${op}</td><td>${shortType(type)}</td><td>${name}</td></tr>\n`,
    );
    return html`<section><h2>Resources</h2>
<p class="search" hidden><label for="search">Search</label> <input id="search" type="search"> <span id="count" role="status"></span></p>
<table id="resources"><thead><tr><th scope="col">operation</th><th scope="col">type</th><th scope="col">name</th></tr></thead>
<tbody>${rows}</tbody></table></section>`;
}
