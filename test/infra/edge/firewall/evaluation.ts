import type { Rule } from "../../../../infra/edge/firewall/rules";
import type { Statement } from "../../../../infra/edge/firewall/statements";

/** A request as AWS WAF sees it; what it does not have is absent. */
export interface FirewallRequest {
    readonly path?: string;
    /** Names in lower case. */
    readonly headers?: Readonly<Record<string, string>>;
    readonly bodyBytes?: number;
    readonly country?: string;
    /** ARNs of the IP sets that have its address. */
    readonly ipSets?: readonly string[];
    /** Rule with the group of AWS that matches it. Default: that of the common group. */
    readonly group?: string;
    /** Rules of that group that match it, each with its label. */
    readonly matched?: Readonly<Record<string, string>>;
    /** Names of the rules whose rate it exceeds. */
    readonly tooFast?: readonly string[];
}

/**
 * The name of the rule that decides about a request and what it does; undefined if the default action does.
 *
 * Follows docs.aws.amazon.com/waf/latest/developerguide/web-acl-processing-order.html: rules run by priority, `allow` and `block`
 * end the evaluation, and what only counts adds its labels. It shares no code with the firewall of tools/edge-emulator, which reads the
 * web ACL from a state, so that the two do not share a misreading of the guide.
 */
export function decisionOf(
    rules: readonly Rule[],
    request: FirewallRequest,
): readonly [rule: string, action: string] | undefined {
    const labels = new Set<unknown>();
    for (const rule of [...rules].sort((a, b) => a.priority - b.priority)) {
        const { statement } = rule;
        if ("managedRuleGroupStatement" in statement) {
            const { ruleActionOverrides = [] } = statement.managedRuleGroupStatement;
            const counted = ruleActionOverrides.map(({ name }) => name);
            const matched = rule.name === (request.group ?? "common") ? request.matched : {};
            for (const [name, label] of Object.entries(matched ?? {})) {
                labels.add(label);
                if (!counted.includes(name) && rule.overrideAction && "none" in rule.overrideAction)
                    return [rule.name, "block"];
            }
        } else if (matches(statement, rule.name, request, labels)) {
            return [rule.name, Object.keys(rule.action ?? {}).join()];
        }
    }
    return undefined;
}

function matches(statement: Statement, rule: string, request: FirewallRequest, labels: ReadonlySet<unknown>): boolean {
    const nested = (each: Statement) => matches(each, rule, request, labels);
    if ("andStatement" in statement) return statement.andStatement.statements.every(nested);
    if ("orStatement" in statement) return statement.orStatement.statements.some(nested);
    if ("notStatement" in statement) return !statement.notStatement.statements.every(nested);
    if ("ipSetReferenceStatement" in statement)
        return request.ipSets?.some((arn) => arn === statement.ipSetReferenceStatement.arn) === true;
    if ("geoMatchStatement" in statement)
        return request.country !== undefined && statement.geoMatchStatement.countryCodes.includes(request.country);
    if ("labelMatchStatement" in statement) return labels.has(statement.labelMatchStatement.key);
    if ("rateBasedStatement" in statement) return request.tooFast?.includes(rule) === true;
    if ("sizeConstraintStatement" in statement)
        return (request.bodyBytes ?? 0) > statement.sizeConstraintStatement.size;
    if (!("byteMatchStatement" in statement)) throw new Error(`no such statement: ${Object.keys(statement)}`);
    const { fieldToMatch, positionalConstraint, searchString } = statement.byteMatchStatement;
    const value = "uriPath" in fieldToMatch ? request.path : request.headers?.[fieldToMatch.singleHeader.name];
    if (value === undefined || typeof searchString !== "string") return false;
    return positionalConstraint === "EXACTLY" ? value === searchString : value.startsWith(searchString);
}
