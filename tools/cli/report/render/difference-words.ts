import { nameOf } from "../../../cloud-simulator/state/urn";
import { shortType } from "../../preview/resource-tree";
import { breaksCallers } from "../difference/compare-operations";
import type { Difference } from "../facts/report-schema";
import { dollars } from "./cost-words";

type Compared = Extract<Difference, { added: unknown }>;

/** A part of a difference: what it is of, and a line of plain text for each thing. */
export interface DifferencePart {
    readonly title: string;
    readonly lines: readonly string[];
}

/** A difference to the base in plain text: the sum of it, then what callers notice first. Parts without a line are left out. */
export function differenceInWords(difference: Difference): {
    readonly headline: string;
    readonly parts: DifferencePart[];
} {
    const commit = difference.commit.slice(0, 10);
    if ("error" in difference) {
        const headline = `The base ${commit} could not be rendered, so nothing is compared: ${difference.error}`;
        return { headline, parts: [] };
    }
    const { added, removed, changed, limits, waivers, costs } = difference;
    const parts = [
        { title: "Operations of the APIs", lines: operationLines(difference) },
        {
            title: "Limits",
            lines: limits.map(({ subject, limit, ...values }) => `${subject}: ${limit} ${turn(values)}`),
        },
        { title: "Waivers", lines: waivers.map(waiverLine) },
        {
            title: "Cost a month",
            lines: costs.map(({ what, before, after }) => `${what}: ${dollars(before)} becomes ${dollars(after)}`),
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
    return {
        headline: `Against ${commit}: ${sums(difference).join("; ")}.`,
        parts: parts.filter(({ lines }) => lines.length > 0),
    };
}

function sums({
    added,
    removed,
    changed,
    operations,
    notCompared,
    newlyBroken,
    fixed,
    fixedCost,
    usageCost,
}: Compared): string[] {
    const breaking = operations.filter(breaksCallers).length;
    const of = (change: string) => operations.filter((operation) => operation.change === change).length;
    return [
        ...(newlyBroken.length > 0 ? [`breaks ${newlyBroken.join(", ")}`] : []),
        ...(fixed.length > 0 ? [`mends ${fixed.join(", ")}`] : []),
        ...(operations.length > 0
            ? [
                  `operations: ${of("added")} added, ${of("removed")} removed, ${of("changed")} changed, ` +
                      (breaking === 0 ? "none of it breaks callers" : `${breaking} breaking callers`),
              ]
            : []),
        ...(notCompared.length > 0
            ? [`the operations of ${notCompared.join(", ")} could not be read and are not compared`]
            : []),
        `${added.length} more and ${removed.length} fewer resources, ${changed.length} changed`,
        `${signed(fixedCost)} a month before use`,
        ...(usageCost === 0 ? [] : [`${signed(usageCost)} for the use that is assumed`]),
    ];
}

function operationLines({ operations }: Compared): string[] {
    const lines = operations.flatMap((one) => {
        const breaking = breaksCallers(one);
        if (one.change !== "changed") return [{ breaking, text: `${one.operation} is ${one.change}` }];
        return one.changes.map(({ breaking, text }) => ({ breaking, text: `${one.operation}, ${text}` }));
    });
    return [
        ...lines.flatMap(({ breaking, text }) => (breaking ? [`breaking: ${text}`] : [])),
        ...lines.flatMap(({ breaking, text }) => (breaking ? [] : [text])),
    ];
}

function waiverLine({ policy, urn, ...values }: Compared["waivers"][number]): string {
    return `${policy} at ${nameOf(urn)}: ${turn(values)}`;
}

function turn({ before, after }: { before?: string | undefined; after?: string | undefined }): string {
    if (before === undefined) return `is new: ${after}`;
    if (after === undefined) return `is gone, was ${before}`;
    return `${before} becomes ${after}`;
}

function signed(amount: number): string {
    return `${amount < 0 ? "−" : "+"}${dollars(Math.abs(amount))}`;
}
