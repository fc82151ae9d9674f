import type { Cost, Report } from "../facts/report-schema";
import { costHeadline, costNotes, dollars } from "./cost-words";
import { type Html, html } from "./html-text";

/** What the stack costs in a month, each price with its source. */
export function costSection({ cost }: Report): Html {
    const rows = [...cost.fixed.map((line) => row("fixed", line)), ...cost.usage.map((line) => row("by use", line))];
    if (rows.length === 0) return html``;
    return html`<section><h2>Cost</h2><p>${costHeadline(cost)}</p>
<table><thead><tr><th scope="col">kind</th><th scope="col">what</th><th scope="col" class="number">count</th><th scope="col" class="number">each</th><th scope="col" class="number">a month</th><th scope="col" class="source">source of the price</th></tr></thead>
<tbody>${rows}</tbody></table>
${costNotes(cost).map((note) => html`<p class="dim">${note}</p>`)}</section>`;
}

// A unit of use may cost a fraction of a cent.
function unitPrice(each: number): string {
    return `$${each.toLocaleString("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 4 })}`;
}

function row(kind: string, { what, count, each, monthly, source }: Cost["fixed"][number]): Html {
    return html`<tr><td class="word">${kind}</td><td>${what}</td><td class="number">${count.toLocaleString("en")}</td><td class="number">${unitPrice(each)}</td><td class="number">${dollars(monthly)}</td><td class="dim source">${source}</td></tr>\n`;
}
