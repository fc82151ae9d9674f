import { type Plain, type Resource, UNKNOWN } from "../reading/resource";
import { isList, knownValue, read, readList, readNumber, readString } from "../reading/value";

/** Firewalls of AWS WAF. */
export const aclTypes: ReadonlySet<string> = new Set(["aws:wafv2/webAcl:WebAcl"]);

/** Associations of a firewall with a stage. */
export const associationTypes: ReadonlySet<string> = new Set(["aws:wafv2/webAclAssociation:WebAclAssociation"]);

/** A header without which a firewall blocks every request, and the values of it that it accepts. */
export interface Demand {
    /** In lower case. */
    readonly header: string;
    /** Strings, or UNKNOWN; they are secrets, so no message contains them. */
    readonly values: readonly Plain[];
}

/** Headers that a firewall demands of every request. */
export interface Demands {
    readonly demands: readonly Demand[];
    /** Whether rules that are not known may demand something too. */
    readonly isUnknown: boolean;
}

/**
 * The headers that a firewall demands of every request. A rule that allows ends the evaluation, so it must not come before
 * the one that blocks (docs.aws.amazon.com/waf/latest/developerguide/web-acl-rule-actions.html). Only an exact match of a
 * whole header counts.
 */
export function demandsOf({ props }: Resource): Demands {
    const list = readList(props, "rules");
    const rules = knownValue(list) ?? [];
    const isUnknown =
        list.state === "unknown" ||
        read(props, "ruleJson").state === "unknown" ||
        read(props, "defaultAction").state === "unknown" ||
        rules.some((rule) => ["action", "statement", "priority"].some((key) => read(rule, key).state === "unknown"));
    const allowing = rules.filter(mayAllow);
    if (has(props, "defaultAction", "block")) {
        const allowed = merged(allowing.map((rule) => matchOf(knownValue(read(rule, "statement")))));
        if (allowed) return { demands: [allowed], isUnknown };
    }
    const first = Math.min(...allowing.map((rule) => knownValue(readNumber(rule, "priority")) ?? 0));
    const demands = rules
        .filter((rule) => has(rule, "action", "block") && (knownValue(readNumber(rule, "priority")) ?? 0) < first)
        .flatMap((rule) => blockedUnless(knownValue(read(rule, "statement"))) ?? []);
    return { demands, isUnknown };
}

// A rule of a group may allow too, and so may one of AWS's whose action is overridden.
const mayAllow = (rule: Plain): boolean =>
    read(rule, "action", "allow").state !== "absent" ||
    read(rule, "statement", "ruleGroupReferenceStatement").state !== "absent" ||
    overridesOf(rule).some((each) => read(each, "actionToUse", "allow").state !== "absent");

const overridesOf = (rule: Plain): readonly Plain[] =>
    knownValue(readList(rule, "statement", "managedRuleGroupStatement", "ruleActionOverrides")) ?? [];

const has = (root: Plain, ...path: readonly string[]): boolean => read(root, ...path).state === "known";

/** The demand of a statement that blocks requests without an accepted value. */
function blockedUnless(statement: Plain | undefined): Demand | undefined {
    if (statement === undefined) return undefined;
    // The provider has `statement` here, and had `statements` before; CloudFormation has `statement`.
    const inner = knownValue(read(statement, "notStatement", "statement"));
    const [listed] = membersOf(statement, "notStatement");
    const negated = inner ?? listed;
    if (negated !== undefined) return matchOf(negated);
    // "Not this value" and "not that value": either is accepted.
    return merged(membersOf(statement, "andStatement").map(blockedUnless));
}

/** The demand of a statement that is true only for accepted values. */
function matchOf(statement: Plain | undefined): Demand | undefined {
    if (statement === undefined) return undefined;
    const all = membersOf(statement, "andStatement");
    if (all.length > 0) return all.map(matchOf).find((each) => each !== undefined);
    const some = membersOf(statement, "orStatement");
    if (some.length > 0) return merged(some.map(matchOf));
    const header = knownValue(readString(statement, "byteMatchStatement", "fieldToMatch", "singleHeader", "name"));
    const how = knownValue(readString(statement, "byteMatchStatement", "positionalConstraint"));
    const value = readString(statement, "byteMatchStatement", "searchString");
    if (header === undefined || how !== "EXACTLY" || knownValue(value) === "") return undefined;
    if (value.state === "unknown") return { header: header.toLowerCase(), values: [UNKNOWN] };
    return value.state === "known" ? { header: header.toLowerCase(), values: [value.value] } : undefined;
}

function membersOf(statement: Plain, key: string): readonly Plain[] {
    const members = knownValue(read(statement, key, "statements"));
    return isList(members) ? members : [];
}

// Alternatives demand a header only if each of them demands it.
function merged(alternatives: readonly (Demand | undefined)[]): Demand | undefined {
    const [first] = alternatives;
    const header = first?.header;
    if (header === undefined || alternatives.some((each) => each?.header !== header)) return undefined;
    return { header, values: alternatives.flatMap((each) => each?.values ?? []) };
}
