import { elementsOf, listOf, mapOf, type PropertyMap, read, text } from "../../state/property-values";

/**
 * Capacity units of the rule groups that AWS manages, by name
 * (docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html).
 */
const managedGroups: Readonly<Record<string, number>> = {
    AWSManagedRulesACFPRuleSet: 50,
    AWSManagedRulesATPRuleSet: 50,
    AWSManagedRulesAdminProtectionRuleSet: 100,
    AWSManagedRulesAmazonIpReputationList: 25,
    AWSManagedRulesAnonymousIpList: 50,
    AWSManagedRulesAntiDDoSRuleSet: 50,
    AWSManagedRulesBotControlRuleSet: 50,
    AWSManagedRulesCommonRuleSet: 700,
    AWSManagedRulesKnownBadInputsRuleSet: 200,
    AWSManagedRulesLinuxRuleSet: 200,
    AWSManagedRulesPHPRuleSet: 100,
    AWSManagedRulesSQLiRuleSet: 200,
    AWSManagedRulesUnixRuleSet: 100,
    AWSManagedRulesWindowsRuleSet: 200,
    AWSManagedRulesWordPressRuleSet: 100,
};

/** Units of a match, before its text transformations (waf-rule-statements-match.html and the pages below it). */
const matches: Readonly<Record<string, (statement: PropertyMap) => number>> = {
    asnMatchStatement: () => 1,
    byteMatchStatement: ({ positionalConstraint }) => (text(positionalConstraint).startsWith("CONTAINS") ? 10 : 2),
    geoMatchStatement: () => 1,
    ipSetReferenceStatement: (statement) =>
        text(read(statement.ipSetForwardedIpConfig, "position")) === "ANY" ? 5 : 1,
    labelMatchStatement: () => 1,
    regexMatchStatement: () => 3,
    regexPatternSetReferenceStatement: () => 25,
    sizeConstraintStatement: () => 1,
    sqliMatchStatement: ({ sensitivityLevel }) => (text(sensitivityLevel) === "HIGH" ? 30 : 20),
    xssMatchStatement: () => 40,
};

/** The statements directly below a statement, such as those of an `andStatement`. */
export function nestedStatements(statement: PropertyMap): PropertyMap[] {
    return Object.values(statement).flatMap((part) => {
        const { statements, scopeDownStatement } = mapOf(part);
        return [...listOf(statements), ...(scopeDownStatement ? [mapOf(scopeDownStatement)] : [])];
    });
}

/**
 * The capacity units of a web ACL's rules (docs.aws.amazon.com/waf/latest/developerguide/aws-waf-capacity-units.html). A rule group that
 * is not in the table counts nothing. It does not share code with infra/edge/firewall/capacity.ts, whose figure the settings are checked
 * against, so that it finds an error there.
 */
export function capacityOf(rules: readonly PropertyMap[]): number {
    return rules.map(({ statement }) => unitsOf(mapOf(statement))).reduce((sum, units) => sum + units, 0);
}

function unitsOf(statement: PropertyMap): number {
    const own = Object.entries(statement).map(([kind, part]) => ownUnits(kind, mapOf(part)));
    const nested = nestedStatements(statement).map(unitsOf);
    return [...own, ...nested].reduce((sum, units) => sum + units, 0);
}

function ownUnits(kind: string, part: PropertyMap): number {
    if (kind === "managedRuleGroupStatement") return managedGroups[text(part.name)] ?? 0;
    // waf-rule-statement-type-rate-based.html
    if (kind === "rateBasedStatement") return 2 + 30 * elementsOf(part.customKeys).length;
    const base = matches[kind]?.(part) ?? 0;
    const field = mapOf(part.fieldToMatch);
    const transformations = listOf(part.textTransformations).filter(({ type }) => text(type) !== "NONE").length;
    return base * (field.jsonBody ? 2 : 1) + (field.allQueryArguments ? 10 : 0) + 10 * transformations;
}
