import { awsRefusals } from "../cloud/refusals/aws-refusals";
import { shortType } from "../preview/resource-tree";

/** What the simulated AWS refuses, as a Markdown table. */
export function refusalsTable(): string {
    const rows = awsRefusals.map(({ what, type, on, source, verbatim, retried, afterwards }) => {
        const words = [
            verbatim ? "AWS's" : "ours",
            ...(retried ? ["retried"] : []),
            ...(afterwards ? ["afterwards"] : []),
        ];
        return `| ${what} | \`${shortType(type)}\` | ${on.join(", ")} | ${words.join(", ")} | ${source} |`;
    });
    return ["| refused | type | on | words | known from |", "| --- | --- | --- | --- | --- |", ...rows].join("\n");
}
