import { managedGroups } from "./managed-groups";
import type { Rule } from "./rules";
import type { Statement } from "./statements";

/** Web ACL capacity units that AWS includes in the price of a request; more cost extra (aws.amazon.com/waf/pricing). */
export const includedCapacity = 1500;

/** Web ACL capacity units that a web ACL can have (docs.aws.amazon.com/waf/latest/developerguide/limits.html). */
export const maxCapacity = 5000;

/**
 * Web ACL capacity units of rules, from the documented cost of each kind of statement
 * (docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statements-match.html, …/waf-rule-statement-type-rate-based.html).
 * The text transformation `NONE` costs nothing.
 */
export function capacityOf(rules: readonly Pick<Rule, "statement">[]): number {
    return sum(rules.map(({ statement }) => costOf(statement)));
}

function costOf(statement: Statement): number {
    if ("andStatement" in statement) return sum(statement.andStatement.statements.map(costOf));
    if ("orStatement" in statement) return sum(statement.orStatement.statements.map(costOf));
    if ("notStatement" in statement) return sum(statement.notStatement.statements.map(costOf));
    // `EXACTLY` and `STARTS_WITH`; other constraints cost 10.
    if ("byteMatchStatement" in statement) return 2;
    if ("rateBasedStatement" in statement) return 2 + 30 * (statement.rateBasedStatement.customKeys?.length ?? 0);
    if ("managedRuleGroupStatement" in statement) return groupCapacity(statement.managedRuleGroupStatement.name);
    // An IP set, a list of countries, a size or a label.
    return 1;
}

function groupCapacity(name: string): number {
    const group = Object.values(managedGroups).find((each) => each.name === name);
    if (group === undefined) throw new Error(`no rule group ${name}`);
    return group.capacity;
}

function sum(numbers: readonly number[]): number {
    return numbers.reduce((total, each) => total + each, 0);
}
