import type { Colours } from "../terminal/colours";
import { exitCodes } from "../terminal/exit-codes";
import type { PreviewResult, RuleVerdict } from "./preview-result";
import { countOperations, operationCounts, resourceTree } from "./resource-tree";
import { notChecked, verdictLines } from "./verdicts";

// Version 1 has `version` and `operations`; it calls "checked" what was "judged" before, and a replacement "replace".
const formatVersion = 1;

/** A preview as `--json` prints it. */
export function asJson({ resources, ...result }: PreviewResult): string {
    const withoutParents = resources.map(({ urn, type, name, op }) => ({ urn, type, name, op }));
    const { stack, preset, exitCode, rules, errors, seconds } = result;
    const operations = operationCounts(resources);
    return JSON.stringify({
        version: formatVersion,
        stack,
        preset,
        exitCode,
        operations,
        resources: withoutParents,
        rules,
        errors,
        seconds,
    });
}

/** A preview as text: the tree of resources, the rules' results, and a summary. */
export function asText(result: PreviewResult, colours: Colours, withTree = true): string {
    const lines = [
        ...(withTree ? [...resourceTree(result.resources).map((line) => tint(line, colours)), ""] : []),
        ...verdicts(result, colours),
        ...result.errors.map((error) => colours.red(error)),
        "",
        summary(result, colours),
    ];
    return `${lines.join("\n")}\n`;
}

function verdicts(result: PreviewResult, colours: Colours): string[] {
    const checked = result.rules.filter(({ checked, findings }) => checked !== notChecked || findings.length > 0);
    // Four lines "not checked" would only hide the error.
    const causes = new Set<string>();
    return (checked.length > 0 ? result.rules : []).flatMap((rule) => {
        const [first = "", ...rest] = verdictLines(rule, result.preset, causes);
        return [colourOf(rule, colours)(first), ...rest];
    });
}

function colourOf({ checked, findings, undecided, warnings, waived }: RuleVerdict, colours: Colours) {
    if (checked === notChecked || findings.length > 0) return colours.red;
    return undecided.length + warnings.length + waived.length > 0 ? colours.yellow : colours.green;
}

function summary({ stack, preset, resources, rules, seconds, exitCode }: PreviewResult, colours: Colours): string {
    const named = preset === undefined ? "" : ` (${preset})`;
    const undecided = rules.filter((rule) => rule.undecided.length > 0).map(({ id }) => id);
    const verdict = {
        [exitCodes.holds]:
            undecided.length > 0
                ? colours.yellow(`no rule is broken, ${undecided.join(", ")} undecided${named}`)
                : colours.green(`every rule holds${named}`),
        [exitCodes.broken]: colours.red("a rule is broken"),
        [exitCodes.failed]: colours.red("the engine failed"),
    }[exitCode];
    const parts = [countOperations(resources), verdict, `${seconds.toFixed(1)} s`].filter((part) => part !== "");
    return `${colours.bold(stack)}: ${parts.join(" · ")}`;
}

// Dim lines make types and names easier to read.
function tint(line: string, colours: Colours): string {
    const start = /^[│├└─ ]*/.exec(line)?.[0] ?? "";
    return `${colours.dim(start)}${line.slice(start.length)}`;
}
