import type { EngineEvent } from "@pulumi/pulumi/automation";
import { runPreview } from "../preview/run-preview";
import { projectFolder, readStack } from "../project/project";
import { stackProgram } from "../project/stack-program";
import type { StackSource } from "../project/stack-source";
import { dollars } from "../report/cost/amount";
import { estimateCost } from "../report/cost/cost";
import { methodCount, metricsOfMethod } from "../report/cost/cost-metrics";
import type { Cost } from "../report/cost/cost-schema";
import { regionalPrices } from "../report/cost/price-table";
import { runOf } from "../report/facts/engine-run";

/** The page with the costs of the sample stacks. */
export const costsPage = "docs/costs.md";

const sources: readonly StackSource[] = [
    { name: "dev" },
    { name: "prod" },
    { name: "fargate", file: "stacks/examples/Pulumi.fargate.yaml" },
    { name: "instances", file: "stacks/examples/Pulumi.instances.yaml" },
    { name: "edge", file: "stacks/examples/Pulumi.edge.yaml" },
];
const stacks = sources.map(({ name }) => name);

/** The cost of a stack. */
export interface StackCost {
    readonly stack: string;
    readonly cost: Cost;
    /** Monthly cost of the detailed metrics of one stage. */
    readonly detailedMetrics: number;
}

/**
 * The costs of the sample stacks in Markdown, from the estimate of their offline previews.
 * @throws {Error} if a preview fails.
 */
export async function costsTable(): Promise<string> {
    const costs: StackCost[] = [];
    for (const source of sources) costs.push(await costOf(source));
    const lines = costs.flatMap(({ cost }) => [...cost.fixed, ...cost.usage]);
    const items = [...new Map(lines.map((line) => [line.what, line])).values()];
    return [
        `| item (number in ${stacks.join(", ")}) | ${stacks.join(" | ")} |`,
        `| --- |${" ---: |".repeat(stacks.length)}`,
        ...rows(costs, ({ fixed }) => fixed),
        totals("Without traffic", costs, ({ fixedTotal }) => fixedTotal),
        ...rows(costs, ({ usage }) => usage),
        totals("With the assumed usage", costs, ({ fixedTotal, usageTotal }) => fixedTotal + usageTotal),
        "",
        ...costs.flatMap(({ stack, cost }) => (cost.basis ?? []).map((basis) => `- ${stack}: ${basis}.`)),
        `- Not estimated: ${[...new Set(costs.flatMap(({ cost }) => cost.notEstimated))].join("; ")}.`,
        `- Each additional API on Kubernetes: ${each(costs, ({ addedApi, addedApiUsage }) => dollars(addedApi + addedApiUsage))} for its load balancer, and on Fargate or EC2 nothing but its tasks or machines.`,
        `- \`detailedMetrics: true\` of a stage: ${costs.map(({ stack, detailedMetrics }) => `${dollars(detailedMetrics)} in ${stack}`).join(", ")}, if every method is called.`,
        "",
        "| item | unit price | region | source |",
        "| --- | ---: | --- | --- |",
        ...items.map((line) => {
            const { what, region = costs[0]?.cost.pricesOf, source } = line;
            return `| ${what} | ${unitPrice(line.each)} | ${region} | ${source} |`;
        }),
    ].join("\n");
}

/** Estimates the cost of a stack from its offline preview. */
export async function costOf(source: StackSource): Promise<StackCost> {
    const events: EngineEvent[] = [];
    const silent = { say: () => {}, tick: () => {}, end: () => {} };
    const onEvent = (event: EngineEvent) => events.push(event);
    const stack = readStack(source, projectFolder);
    const signal = new AbortController().signal;
    const result = await runPreview({ stack, ...stackProgram(projectFolder), progress: silent, signal, onEvent });
    if (result.errors.length > 0) throw new Error(`preview of ${source.name}: ${result.errors.join("; ")}`);
    const run = runOf(result, events);
    const prices = regionalPrices(run.region);
    const of = (type: string) => run.resources.filter((resource) => resource.type === type);
    return {
        stack: source.name,
        cost: estimateCost(run, prices, `${prices.asOf}-01`),
        detailedMetrics: methodCount(run, of) * metricsOfMethod * prices.fixed.metricMonth.usd,
    };
}

// One row for each item of any of the stacks, in the order of the first that has it.
function rows(costs: readonly StackCost[], linesOf: (cost: Cost) => Cost["fixed"]): string[] {
    const items = new Set(costs.flatMap(({ cost }) => linesOf(cost).map(({ what }) => what)));
    return [...items].map((item) => {
        const found = costs.map(({ cost }) => linesOf(cost).find(({ what }) => what === item));
        const counts = found.map((line) => (line?.count ?? 0).toLocaleString("en"));
        return `| ${item} (${counts.join(", ")}) | ${found.map((line) => dollars(line?.monthly ?? 0)).join(" | ")} |`;
    });
}

function totals(title: string, costs: readonly StackCost[], total: (cost: Cost) => number): string {
    return `| **${title}** | ${costs.map(({ cost }) => `**${dollars(total(cost))}**`).join(" | ")} |`;
}

function each(costs: readonly StackCost[], amount: (cost: Cost) => string): string {
    return [...new Set(costs.map(({ cost }) => amount(cost)))].join(" or ");
}

function unitPrice(usd: number): string {
    return `$${usd.toLocaleString("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 4 })}`;
}
