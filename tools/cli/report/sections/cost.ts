import { dollars } from "../cost/amount";
import { estimateCost } from "../cost/cost";
import { budgetNote } from "../cost/cost-budget";
import type { Cost } from "../cost/cost-schema";
import { uses } from "../cost/price-schema";
import type { Report } from "../facts/report-schema";
import { type Html, html } from "../render/html-text";
import { fitting, inMarkdown } from "../render/markdown-text";
import type { Section } from "./section";

/** The estimated monthly cost of the stack, fixed and by usage. */
export const cost: Section = {
    title: "Cost",
    build: (run, { prices, day }) => ({ cost: estimateCost(run, prices, day) }),
    budget: 3_000,
    dropOrder: 3,
    markdown,
    html: table,
};

function markdown({ cost }: Report, budget: number): string[] {
    const rows = [...cost.fixed, ...cost.usage].map(
        ({ what, count, monthly }) =>
            `| ${inMarkdown(what, 100)} | ${count.toLocaleString("en")} | ${dollars(monthly)} |`,
    );
    if (rows.length === 0) return [];
    return [
        `**Cost** ${total(cost)}`,
        "",
        ...budgetNote(cost).flatMap((note) => [`${cost.budget?.isExceeded ? "⚠️ " : ""}${inMarkdown(note, 400)}`, ""]),
        "<details><summary>Cost breakdown</summary>",
        "",
        "| item | count | per month |",
        "| --- | ---: | ---: |",
        ...fitting(rows, budget, (left) => `| … ${left} more, in report.html | | |`),
        "",
        ...notes(cost).map((note) => inMarkdown(note, 600)),
        "",
        "</details>",
    ];
}

function table({ cost }: Report): Html | undefined {
    const rows = [...cost.fixed.map((line) => row("fixed", line)), ...cost.usage.map((line) => row("usage", line))];
    if (rows.length === 0) return undefined;
    return html`<p>${total(cost)}</p>
${budgetNote(cost).map((note) => html`<p>${note}</p>`)}
<table><thead><tr><th scope="col">kind</th><th scope="col">item</th><th scope="col" class="number">count</th><th scope="col" class="number">unit price</th><th scope="col" class="number">per month</th><th scope="col" class="source">source of the price</th></tr></thead>
<tbody>${rows}</tbody></table>
${notes(cost).map((note) => html`<p class="dim">${note}</p>`)}`;
}

function row(kind: string, { what, count, each, monthly, source }: Cost["fixed"][number]): Html {
    return html`<tr><td class="word">${kind}</td><td>${what}</td><td class="number">${count.toLocaleString("en")}</td><td class="number">${unitPrice(each)}</td><td class="number">${dollars(monthly)}</td><td class="dim source">${source}</td></tr>\n`;
}

// A unit of usage may cost a fraction of a cent.
function unitPrice(each: number): string {
    return `$${each.toLocaleString("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 4 })}`;
}

function total({ fixedTotal, usageTotal }: Cost): string {
    return `${dollars(fixedTotal)} a month fixed, plus about ${dollars(usageTotal)} for the assumed usage.`;
}

function notes({
    pricesOf,
    asOf,
    region,
    addedApi,
    addedApiUsage,
    atRest = [],
    basis = [],
    notEstimated,
    fixed,
    usage,
}: Cost): string[] {
    const elsewhere =
        region !== undefined && region !== pricesOf ? `; prices differ in ${region}, where the stack is` : "";
    const inherited = [...fixed, ...usage].filter((line) => line.region !== undefined);
    const regions = [...new Set(inherited.map((line) => line.region))].join(", ");
    const assumed = usage
        // Other lines follow from the same assumption.
        .filter(({ what, assumption }) => Object.entries(uses).some(([use, own]) => use === assumption && own === what))
        .map(({ assumption, count }) => `${assumption} ${count.toLocaleString("en")}`)
        .join(", ");
    return [
        `List prices of ${pricesOf}, as of ${asOf}${elsewhere}.`,
        ...(inherited.length === 0
            ? []
            : [
                  `Prices of ${regions}, as those of ${pricesOf} are not known: ${inherited.map(({ what }) => what).join("; ")}.`,
              ]),
        ...atRest.map(
            ({ what, monthly, lines }) =>
                `Idle, ${what} costs ${dollars(monthly)} a month${lines.length === 0 ? "" : ` (${lines.join("; ")})`}, without alarms.`,
        ),
        ...basis.map((each) => `Assumed: ${each}.`),
        ...(usage.length === 0 ? [] : [`Assumed usage per month: ${assumed}; change it with --assume NAME=NUMBER.`]),
        hasHttpApiAlone(fixed)
            ? "Each additional API that the HTTP API publishes is behind the same load balancer, and adds nothing fixed but its tasks."
            : hasOnlyFunctions({ fixed, usage })
              ? "Each additional API that runs on Lambda, or that has no server, adds nothing fixed."
              : `Each additional API adds a load balancer: ${dollars(addedApi)} a month fixed and about ` +
                `${dollars(addedApiUsage)} for the assumed usage. Behind an existing load balancer it adds neither.`,
        `Not estimated: ${notEstimated.join("; ")}.`,
    ];
}

function hasHttpApiAlone(fixed: Cost["fixed"]): boolean {
    const has = (name: string) => fixed.some(({ what }) => what === name);
    return has("application load balancer") && !has("load balancer");
}

function hasOnlyFunctions({ fixed, usage }: Pick<Cost, "fixed" | "usage">): boolean {
    const hasFunction = usage.some(({ assumption }) => assumption === "functionRequestsMillion");
    return hasFunction && !fixed.some(({ what }) => what === "load balancer");
}
