import type { Colours } from "../terminal/colours";
import { exitCodes, type PreviewResult } from "./preview-result";
import { countOperations, resourceTree } from "./resource-tree";
import { verdictLines } from "./verdicts";

/** A preview as `--json` prints it. */
export function asJson({ resources, ...result }: PreviewResult): string {
    const withoutParents = resources.map(({ urn, type, name, op }) => ({ urn, type, name, op }));
    const { stack, exitCode, rules, errors, seconds } = result;
    return JSON.stringify({ stack, exitCode, resources: withoutParents, rules, errors, seconds });
}

/** A preview for people: the tree of resources, what became of the rules, the sum. */
export function asText(result: PreviewResult, colours: Colours, withTree = true): string {
    const lines = [
        ...(withTree ? [...resourceTree(result.resources).map((line) => tint(line, colours)), ""] : []),
        ...(result.errors.length > 0 ? [] : verdicts(result, colours)),
        ...result.errors.map((error) => colours.red(error)),
        "",
        summary(result, colours),
    ];
    return `${lines.join("\n")}\n`;
}

function verdicts(result: PreviewResult, colours: Colours): string[] {
    return result.rules.flatMap((rule) => {
        const [first = "", ...rest] = verdictLines(rule);
        return [rule.findings.length === 0 ? colours.green(first) : colours.red(first), ...rest];
    });
}

function summary({ stack, resources, seconds, exitCode }: PreviewResult, colours: Colours): string {
    const verdict = {
        [exitCodes.holds]: colours.green("every rule holds"),
        [exitCodes.broken]: colours.red("a rule is broken"),
        [exitCodes.failed]: colours.red("the engine failed"),
    }[exitCode];
    return `${colours.bold(stack)}: ${countOperations(resources)} · ${verdict} · ${seconds.toFixed(1)} s`;
}

// The drawing recedes, so that types and names are read.
function tint(line: string, colours: Colours): string {
    const start = /^[│├└─ ]*/.exec(line)?.[0] ?? "";
    return `${colours.dim(start)}${line.slice(start.length)}`;
}
