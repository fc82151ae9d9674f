import { awsRejections } from "../../cloud-simulator/rejections/aws-rejections";
import { rateLimits, rateLimitsSource } from "../../cloud-simulator/state/call-rates";
import { shortType } from "../preview/resource-tree";

/** What the simulated AWS refuses, as a Markdown table. */
export function rejectionsTable(): string {
    const rows = awsRejections.map(({ what, type, on, source, verbatim, retried, afterwards }) => {
        const words = [
            verbatim ? "AWS's" : "ours",
            ...(retried ? ["retried"] : []),
            ...(afterwards ? ["afterwards"] : []),
        ];
        return `| ${what} | \`${shortType(type)}\` | ${on.join(", ")} | ${words.join(", ")} | ${source} |`;
    });
    for (const { type, on, every } of rateLimits) {
        rows.push(
            `| a call sooner than ${every} s after the last | \`${shortType(type)}\` | ${on} | AWS's, retried | ${rateLimitsSource}, aws/aws-sdk-js#1014 |`,
        );
    }
    return ["| refused | type | on | words | known from |", "| --- | --- | --- | --- | --- |", ...rows].join("\n");
}
