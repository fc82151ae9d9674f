import { rules } from "../../../policy/contract/rules";
import { catalogue } from "../../../policy/pack/catalogue";
import { awsRejections } from "../../cloud-simulator/rejections/aws-rejections";
import { rateLimits, rateLimitsSource } from "../../cloud-simulator/state/call-rates";
import { shortType } from "../preview/resource-tree";
import type { Section } from "../report/sections/section";
import { sections } from "../report/sections/sections";

/** The rules and their policies as a Markdown table, in the order of the rules. */
export function rulesTable(): string {
    const rows = Object.entries(rules).map(([id, statement]) => {
        const policies = catalogue()
            .filter(({ ruleId }) => ruleId === id)
            .map(({ name }) => `[\`${name}\`](policy/README.md#${name})`)
            .join("<br>");
        return `| **${id}** | ${statement} | ${policies} |`;
    });
    return ["| rule | condition | policies |", "| --- | --- | --- |", ...rows].join("\n");
}

/** Returns the sections of the report as a Markdown table, in their order. */
export function sectionsTable(): string {
    const rows = sections.map((section) => `| ${cells(section).join(" | ")} |`);
    return ["| section | in report.md | left out | in report.html |", "| --- | --- | --- | --- |", ...rows].join("\n");
}

function cells({ title, markdown, budget, dropOrder, html }: Section): string[] {
    const size = budget === undefined ? "yes" : `up to ${budget.toLocaleString("en")} characters`;
    return [title, markdown ? size : "no", dropOrder?.toString() ?? "", html ? "yes" : "no"];
}

/** The calls that the simulated AWS rejects, as a Markdown table. */
export function rejectionsTable(): string {
    const rows = awsRejections.map(({ what, type, on, source, verbatim, retried, delayed, atPreview }) => {
        const words = [verbatim ? "AWS's" : "ours", ...(retried ? ["retried"] : []), ...(delayed ? ["delayed"] : [])];
        const calls = [...(atPreview ? ["preview"] : []), ...on];
        return `| ${what} | \`${shortType(type)}\` | ${calls.join(", ")} | ${words.join(", ")} | ${source} |`;
    });
    for (const { type, on, every } of rateLimits) {
        rows.push(
            `| a call sooner than ${every} s after the last | \`${shortType(type)}\` | ${on} | AWS's, retried | ${rateLimitsSource}, aws/aws-sdk-js#1014 |`,
        );
    }
    return ["| rejected | type | on | error text | source |", "| --- | --- | --- | --- | --- |", ...rows].join("\n");
}
