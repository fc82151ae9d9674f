import { nestedStatements } from "../../resources/edge/web-acl-capacity";
import { webAclType } from "../../resources/edge/web-acls";
import type { Rejection } from "../../resources/rejection";
import { hasUnknowns, listOf, mapOf, type PropertyMap, text } from "../../state/property-values";

const reference = "docs.aws.amazon.com/waf/latest/APIReference";

/** AWS's error for a structure with none or several members of which it wants one (hashicorp/terraform-provider-aws#29321). */
const notOne = (field: string, parameter: string) =>
    `WAFInvalidParameterException: Error reason: You have used none or multiple values for a field that requires exactly one value., field: ${field}, parameter: ${parameter}`;

/** Finds the error of a rule or a statement; undefined if it has none. */
type Check = (part: PropertyMap) => string | undefined;

/** Rules of a web ACL that AWS WAF rejects. */
export const webAclRules: readonly Rejection[] = [
    {
        ...ofEachRule(({ action, overrideAction, statement }) => {
            const isGroup = isGroupStatement(mapOf(statement));
            return Boolean(action) === isGroup || Boolean(overrideAction) !== isGroup
                ? notOne("RULE", "Rule")
                : undefined;
        }),
        what: "a rule with `overrideAction` that names no rule group, or the reverse",
        source: "hashicorp/terraform-provider-aws#29321, aws/aws-cdk#6056",
        verbatim: true,
    },
    {
        ...ofEachRule(({ action, overrideAction }) => {
            const given = action ?? overrideAction;
            return given === undefined || hasUnknowns(given) || Object.keys(mapOf(given)).length === 1
                ? undefined
                : notOne("RULE_ACTION", "RuleAction");
        }),
        what: "a rule with no action or several",
        source: "umotif-public/terraform-aws-waf-webaclv2#88",
        verbatim: true,
    },
    {
        ...ofEachRule(({ statement }) =>
            Object.keys(mapOf(statement)).length === 1 ? undefined : notOne("STATEMENT", "Statement"),
        ),
        what: "a rule with no statement or several",
        source: `${reference}/API_Statement.html; hashicorp/terraform-provider-aws#29321 for AWS's words`,
        verbatim: true,
    },
    {
        ...ofEachStatement(({ andStatement, orStatement }) => {
            const few = (part: PropertyMap[string] | undefined) => part && listOf(mapOf(part).statements).length < 2;
            const kind = few(andStatement) ? ["AND", "And"] : few(orStatement) ? ["OR", "Or"] : undefined;
            return (
                kind &&
                `WAFInvalidParameterException: Error reason: You haven't met a minimum requirement for a threshold setting. Examples include a rule group capacity setting that's too low and an OR statement with only one nested statement., field: ${kind[0]}_STATEMENT, parameter: ${kind[1]}Statement`
            );
        }),
        what: "an `andStatement` or `orStatement` of fewer than two statements",
        source: "hashicorp/terraform-provider-aws#34320",
        verbatim: true,
    },
    {
        ...ofEachStatement(({ rateBasedStatement }) => {
            const { limit = null, evaluationWindowSec = 300 } = mapOf(rateBasedStatement);
            if (rateBasedStatement === undefined || hasUnknowns([limit, evaluationWindowSec])) return undefined;
            const isPossible = Number(limit) >= 10 && Number(limit) <= 2_000_000_000;
            return isPossible && [60, 120, 300, 600].includes(Number(evaluationWindowSec))
                ? undefined
                : `WAFInvalidParameterException: a rate of ${text(limit)} requests in ${text(evaluationWindowSec)} seconds is not possible`;
        }),
        what: "a rate limit of fewer than 10 or more than 2,000,000,000 requests, or in another time than 1, 2, 5 or 10 minutes",
        source: `${reference}/API_RateBasedStatement.html; hashicorp/terraform-provider-aws#39106`,
        verbatim: false,
    },
    {
        ...ofEachStatement((statement) =>
            nestedStatements(statement).some(
                (nested) => isGroupStatement(nested) || nested.rateBasedStatement !== undefined,
            )
                ? "WAFInvalidParameterException: a rule group or a rate-based statement cannot be nested"
                : undefined,
        ),
        what: "a rule group or a rate-based statement inside another statement",
        source: `${reference}/API_ManagedRuleGroupStatement.html, ${reference}/API_RateBasedStatement.html`,
        verbatim: false,
    },
    {
        ...webAcl(({ rules, visibilityConfig }) => {
            const shown = [mapOf(visibilityConfig), ...listOf(rules).map((rule) => mapOf(rule.visibilityConfig))];
            const names = [...listOf(rules).map(({ name }) => name), ...shown.map(({ metricName }) => metricName)];
            const wrong = names.map(text).find((name) => !/^[\w-]{1,128}$/.test(name));
            return wrong === undefined ? undefined : `WAFInvalidParameterException: "${wrong}" is not a name`;
        }),
        what: "a name of a rule or a metric with other characters than letters, digits, - and _",
        source: `${reference}/API_Rule.html, ${reference}/API_VisibilityConfig.html`,
        verbatim: false,
    },
    ...["name", "priority"].map(
        (property): Rejection => ({
            ...webAcl(({ rules }) => {
                const given = listOf(rules).flatMap((rule) => rule[property] ?? []);
                const values = given.filter((value) => !hasUnknowns(value)).map(text);
                const twice = values.find((value, index) => values.indexOf(value) !== index);
                return twice && `WAFInvalidParameterException: two rules have the ${property} ${twice}`;
            }),
            what: `two rules with one ${property}`,
            source: `${reference}/API_Rule.html; binbashar/le-tf-infra-aws#418`,
            verbatim: false,
        }),
    ),
];

function webAcl(check: Check): Pick<Rejection, "type" | "on" | "atPreview" | "reject"> {
    return {
        type: webAclType,
        on: ["create", "update"],
        atPreview: true,
        reject: ({ properties }) => check(properties),
    };
}

function ofEachRule(check: Check): ReturnType<typeof webAcl> {
    return webAcl(({ rules }) => firstProblem(listOf(rules), check));
}

function ofEachStatement(check: Check): ReturnType<typeof webAcl> {
    const deeply: Check = (statement) => check(statement) ?? firstProblem(nestedStatements(statement), deeply);
    return ofEachRule(({ statement }) => deeply(mapOf(statement)));
}

function firstProblem(parts: readonly PropertyMap[], check: Check): string | undefined {
    return parts.map(check).find((problem) => problem !== undefined);
}

function isGroupStatement({ managedRuleGroupStatement, ruleGroupReferenceStatement }: PropertyMap): boolean {
    return managedRuleGroupStatement !== undefined || ruleGroupReferenceStatement !== undefined;
}
