import { awsRejections } from "../../cloud-simulator/rejections/aws-rejections";
import { rateLimits, rateLimitsSource } from "../../cloud-simulator/state/call-rates";
import { shortType } from "../preview/resource-tree";

/** The calls that the simulated AWS rejects, as a Markdown table. */
export function rejectionsTable(): string {
    const rows = awsRejections.map(({ what, type, on, source, verbatim, retried, delayed }) => {
        const words = [verbatim ? "AWS's" : "ours", ...(retried ? ["retried"] : []), ...(delayed ? ["delayed"] : [])];
        return `| ${what} | \`${shortType(type)}\` | ${on.join(", ")} | ${words.join(", ")} | ${source} |`;
    });
    for (const { type, on, every } of rateLimits) {
        rows.push(
            `| a call sooner than ${every} s after the last | \`${shortType(type)}\` | ${on} | AWS's, retried | ${rateLimitsSource}, aws/aws-sdk-js#1014 |`,
        );
    }
    return ["| rejected | type | on | error text | source |", "| --- | --- | --- | --- | --- |", ...rows].join("\n");
}
