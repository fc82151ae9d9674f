import { shortType } from "../preview/resource-tree";
import { dollars } from "./cost-words";
import type { Difference } from "./report-schema";

/** A difference to the base as lines of plain text: the sum first, then each resource that comes or goes. */
export function differenceInWords(difference: Difference): readonly [headline: string, ...resources: string[]] {
    const commit = difference.commit.slice(0, 10);
    if ("error" in difference)
        return [`The base ${commit} could not be rendered, so nothing is compared: ${difference.error}`];
    const { added, removed, newlyBroken, mended, fixedCost } = difference;
    const parts = [
        `${added.length} more and ${removed.length} fewer resources`,
        `${fixedCost < 0 ? "−" : "+"}${dollars(Math.abs(fixedCost))} a month before use`,
        ...(newlyBroken.length > 0 ? [`breaks ${newlyBroken.join(", ")}`] : []),
        ...(mended.length > 0 ? [`mends ${mended.join(", ")}`] : []),
    ];
    return [
        `Against ${commit}: ${parts.join("; ")}.`,
        ...removed.map(({ type, name }) => `− ${shortType(type)} ${name}`),
        ...added.map(({ type, name }) => `+ ${shortType(type)} ${name}`),
    ];
}
