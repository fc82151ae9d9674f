import { nameOf } from "../../../cloud-simulator/state/urn";
import { shortType } from "../../preview/resource-tree";
import { dollars } from "../cost/amount";
import { breaksCallers } from "../difference/compare-operations";
import { definitionsOf } from "../facts/definitions";
import type { Difference, Report } from "../facts/report-schema";
import { type Html, html } from "../render/html-text";
import { fitting, inMarkdown } from "../render/markdown-text";
import type { Section } from "./section";

/** The difference to the base commit, starting with the changes that callers notice. */
export const difference: Section = {
    title: "Changes against the base",
    build: (run) => ({ definitions: definitionsOf(run) }),
    budget: 6_000,
    markdown,
    html: lists,
};

type Compared = Extract<Difference, { added: unknown }>;

/** One kind of change, with a line of plain text for each change. */
interface Part {
    readonly title: string;
    readonly lines: readonly string[];
}

function markdown({ difference }: Report, budget: number): string[] {
    if (!difference) return [];
    const parts = partsOf(difference);
    const warnings = sharedResponses(difference).map((line) => `- ⚠️ ${inMarkdown(line, 300)}`);
    const share = Math.floor(budget / Math.max(parts.length + Math.min(warnings.length, 1), 1));
    return [
        inMarkdown(headline(difference), 800),
        ...(warnings.length > 0 ? ["", ...fitting(warnings, share, more)] : []),
        ...parts.flatMap((part) => ["", ...foldedPart(part, share)]),
    ];
}

function foldedPart({ title, lines }: Part, budget: number): string[] {
    const items = lines.map((line) => `- ${inMarkdown(line, 300)}`);
    const list = fitting(items, budget, more);
    return [`<details><summary>${title}: ${lines.length}</summary>`, "", ...list, "", "</details>"];
}

const more = (left: number) => `- … and ${left} more, in report.html`;

function lists({ difference }: Report): Html | undefined {
    if (!difference) return undefined;
    const parts = partsOf(difference).map(
        ({ title, lines }) => html`<h3>${title}</h3><ul>${lines.map((line) => html`<li>${line}</li>`)}</ul>\n`,
    );
    const warnings = sharedResponses(difference).map((line) => html`<li class="bad">${line}</li>`);
    return html`<p>${headline(difference)}</p>${warnings.length > 0 ? html`<ul>${warnings}</ul>\n` : ""}${parts}`;
}

function headline(difference: Difference): string {
    const commit = difference.commit.slice(0, 10);
    if ("error" in difference) return `No comparison, because the base ${commit} has no report: ${difference.error}`;
    return `Against ${commit}: ${totals(difference).join("; ")}.`;
}

function totals(difference: Compared): string[] {
    const { added, removed, changed, operations, notCompared, newlyBroken, fixed, fixedCost, usageCost } = difference;
    const breaking = operations.filter(breaksCallers).length;
    const count = (change: string) => operations.filter((operation) => operation.change === change).length;
    return [
        ...(newlyBroken.length > 0 ? [`breaks ${newlyBroken.join(", ")}`] : []),
        ...(fixed.length > 0 ? [`fixes ${fixed.join(", ")}`] : []),
        ...(operations.length > 0
            ? [
                  `operations: ${count("added")} added, ${count("removed")} removed, ${count("changed")} changed, ` +
                      (breaking === 0 ? "none breaks callers" : `${breaking} breaking`),
              ]
            : []),
        ...(notCompared.length > 0
            ? [`the operations of ${notCompared.join(", ")} cannot be read, so they are not compared`]
            : []),
        `resources: ${added.length} added, ${removed.length} removed, ${changed.length} changed`,
        `${signed(fixedCost)} a month fixed`,
        ...(usageCost === 0 ? [] : [`${signed(usageCost)} for the assumed usage`]),
    ];
}

function signed(amount: number): string {
    return `${amount < 0 ? "−" : "+"}${dollars(Math.abs(amount))}`;
}

function partsOf(difference: Difference): Part[] {
    if ("error" in difference) return [];
    const { added, removed, changed, limits, waivers, costs } = difference;
    const parts = [
        { title: "API operations", lines: operationLines(difference) },
        {
            title: "Limits",
            lines: limits.map(({ subject, limit, ...values }) => `${subject}, ${limit}: ${turn(values)}`),
        },
        {
            title: "Waivers",
            lines: waivers.map(
                ({ policy, urn, ...values }) => `${policy} at ${nameOf(urn)}, last day: ${turn(values)}`,
            ),
        },
        {
            title: "Monthly cost",
            lines: costs.map(({ what, before, after }) => `${what}: ${dollars(before)} → ${dollars(after)}`),
        },
        {
            title: "Resources",
            lines: [
                ...removed.map(({ type, name }) => `− ${shortType(type)} ${name}`),
                ...added.map(({ type, name }) => `+ ${shortType(type)} ${name}`),
                ...changed.map(
                    ({ type, name, properties }) => `~ ${shortType(type)} ${name}: ${properties.join(", ")}`,
                ),
            ],
        },
    ];
    return parts.filter(({ lines }) => lines.length > 0);
}

// A security scheme that is removed from a document takes its header out of the cache keys.
function sharedResponses(difference: Difference): string[] {
    if ("error" in difference) return [];
    return difference.operations.flatMap(({ operation, lostKeys = [] }) =>
        lostKeys.map(({ name, in: place }) => {
            const parameter = place === "query" ? "query parameter" : place;
            return `${operation}: the cache key no longer has the ${parameter} "${name}": one caller may get the response to another unless the backend ignores it`;
        }),
    );
}

// Breaking changes come first.
function operationLines({ operations }: Compared): string[] {
    const lines = operations.flatMap((one) => {
        const breaking = breaksCallers(one);
        if (one.change !== "changed") return [{ breaking, text: `${one.operation}: ${one.change}` }];
        return one.changes.map(({ breaking, text }) => ({ breaking, text: `${one.operation}, ${text}` }));
    });
    return [
        ...lines.flatMap(({ breaking, text }) => (breaking ? [`breaking: ${text}`] : [])),
        ...lines.flatMap(({ breaking, text }) => (breaking ? [] : [text])),
    ];
}

function turn({ before, after }: { before?: string | undefined; after?: string | undefined }): string {
    if (before === undefined) return `${after} (new)`;
    if (after === undefined) return `removed (was ${before})`;
    return `${before} → ${after}`;
}
