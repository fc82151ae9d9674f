import { defaultFields } from "../../../openapi/access-log";
import { type GatewayResponseType, gatewayResponseTypes } from "../../../openapi/gateway-response-types";
import { rules } from "../../../policy/contract/rules";
import { type Preset, tiers } from "../../../policy/contract/tiers";
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

/** The tiers of the policy pack as a Markdown table: what each covers and its policies. */
export function tiersTable(): string {
    const rows = Object.entries(tiers).map(([tier, { level, strict, covers }]) => {
        const policies = catalogue()
            .filter((policy) => policy.tier === tier)
            .map(({ name }) => `[\`${name}\`](#${name})`);
        return `| \`${tier}\` | ${level} | ${strict} | ${covers} | ${policies.join("<br>")} |`;
    });
    return [
        "| tier | in `standard` | in `strict` | covers | policies |",
        "| --- | --- | --- | --- | --- |",
        ...rows,
    ].join("\n");
}

/** The policies as a Markdown table, in the order in which the engine runs them. */
export function policiesTable(): string {
    const rows = catalogue().map(
        ({ name, ruleId, tier, scope, severity, description }) =>
            `| [\`${name}\`](#${name}) | ${ruleId} | ${tier} | ${scope} | ${severity} | ${description} |`,
    );
    return [
        "| policy | rule | tier | checks | severity | condition |",
        "| --- | --- | --- | --- | --- | --- |",
        ...rows,
    ].join("\n");
}

/** The configuration file of a preset of the policy pack. */
export function presetConfig(preset: Preset): string {
    const entries = catalogue().map(({ name, tier }) => [
        name,
        { enforcementLevel: preset === "strict" ? tiers[tier].strict : tiers[tier].level, preset },
    ]);
    return `${JSON.stringify(Object.fromEntries(entries), undefined, 2)}\n`;
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

/** The types of the gateway's own errors as a Markdown table. */
export function errorTypesTable(): string {
    const types: Readonly<Record<string, GatewayResponseType>> = gatewayResponseTypes;
    const rows = Object.entries(types).map(([name, { status, fallback, cause }]) => {
        const cells = [`\`${name}\``, status ?? "each type's", cause, fallback === undefined ? "" : `\`${fallback}\``];
        return `| ${cells.join(" | ")} |`;
    });
    return ["| type | status | cause | falls back to |", "| --- | --- | --- | --- |", ...rows].join("\n");
}

/** The default fields of the access log as a Markdown table. */
export function accessLogTable(): string {
    const rows = Object.entries(defaultFields).map(([field, variable]) => `| \`${field}\` | \`${variable}\` |`);
    return ["| field | variable |", "| --- | --- |", ...rows].join("\n");
}
