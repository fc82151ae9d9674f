import { shortType } from "../preview/resource-tree";
import type { Colours } from "../terminal/colours";
import { type ScenarioResult, type Step, totals } from "./rehearsal-result";
import { hasPassed } from "./run-scenario";

/** A scenario's result as text: each step with its operations in order, then figures, leftovers and problems. */
export function asText(result: ScenarioResult, colours: Colours): string {
    if (result.doesNotApply !== undefined) return `${colours.bold(title(result))}: ${doesNotApply(result)}\n`;
    const { operations, replaced, rejections } = totals(result);
    const verdict = hasPassed(result) ? colours.green("passed") : colours.red("failed");
    const sums = [
        `${operations} operations`,
        `${replaced} replaced`,
        `${rejections} rejections`,
        `${result.leftInState} left in the state`,
    ];
    const lines = [
        ...result.steps.flatMap((step) => stepLines(step, colours)),
        ...result.notes.map((note) => `  ${note}`),
        ...result.retained.map((resource) => colours.dim(`  retained on purpose: ${resource}`)),
        ...result.leftInCloud.map((resource) => colours.red(`  left in the cloud: ${resource}`)),
        ...result.problems.map((problem) => colours.red(`  ✗ ${problem}`)),
        `${colours.bold(title(result))}: ${sums.join(", ")} · ${verdict} · ${result.seconds.toFixed(1)} s`,
    ];
    return `${lines.join("\n")}\n`;
}

/** Results as a Markdown table. */
export function asTable(results: readonly ScenarioResult[]): string {
    const rows = results.map((result) => {
        const { operations, replaced, rejections } = totals(result);
        const cells = [
            result.scenario,
            result.stack,
            operations,
            replaced,
            rejections,
            result.leftInState,
            result.doesNotApply === undefined ? result.notes.join("; ") : doesNotApply(result),
        ];
        return `| ${cells.join(" | ")} |`;
    });
    return [
        "| scenario | stack | operations | replaced | rejections overcome | resources left | |",
        "| --- | --- | --- | --- | --- | --- | --- |",
        ...rows,
    ].join("\n");
}

const title = ({ scenario, stack }: ScenarioResult) => `${scenario} on ${stack}`;

const doesNotApply = (result: ScenarioResult) => `does not apply: ${result.doesNotApply}`;

const maxShown = 4;

function stepLines(
    { title, verb, operations, replaced, rejections, outages, seconds }: Step,
    colours: Colours,
): string[] {
    return [
        `  ${verb}: ${title} · ${operationCounts(operations)} · ${seconds.toFixed(1)} s`,
        ...orderLines(operations).map((line) => colours.dim(`    ${line}`)),
        ...replaced.map(({ type, name, because }) => `    replaced ${shortType(type)} ${name}: ${because.join(", ")}`),
        ...rejections.slice(0, maxShown).map((rejection) => `    rejected: ${rejection.split("\n").join(" ")}`),
        ...(rejections.length > maxShown ? [`    rejected: ${rejections.length - maxShown} more`] : []),
        ...outages.map((outage) => colours.red(`    outage: ${outage}`)),
    ];
}

// A first `up` creates a hundred resources, whose order is easier to read by type.
function orderLines(operations: Step["operations"]): string[] {
    const runs: { op: string; type: string; names: string[] }[] = [];
    for (const { op, type, name } of operations) {
        const last = runs.at(-1);
        if (last?.op === op && last.type === type) last.names.push(name);
        else runs.push({ op, type, names: [name] });
    }
    return runs.map(({ op, type, names }) => `${op} ${shortType(type)} ${names.join(", ")}`);
}

function operationCounts(operations: Step["operations"]): string {
    const counts = new Map<string, number>();
    for (const { op } of operations) counts.set(op, (counts.get(op) ?? 0) + 1);
    return counts.size === 0 ? "nothing to do" : [...counts].map(([op, count]) => `${count} ${op}`).join(", ");
}
