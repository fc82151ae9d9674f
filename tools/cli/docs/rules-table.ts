import { rules } from "../../../policy/contract/rules";
import { catalogue } from "../../../policy/pack/catalogue";

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
