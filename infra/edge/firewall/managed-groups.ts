import { any, atPath, both, not, type Statement } from "./statements";

/** Result for requests that a rule group matches. */
export type GroupAction = "block" | "count" | "off";

/** A rule group of AWS. */
interface ManagedGroup {
    /** Name of the rule in the web ACL. */
    readonly rule: string;
    /** Name of the group at AWS. */
    readonly name: string;
    /** Web ACL capacity units that it costs. */
    readonly capacity: number;
    /** Rules that may take the body of an upload for an attack, each with the label that it adds to such requests. */
    readonly bodyRules: readonly { readonly name: string; readonly label: string }[];
}

const core = "awswaf:managed:aws:core-rule-set:";

/** The rule that limits a body to 8 KB. */
const sizeRule = { name: "SizeRestrictions_BODY", label: `${core}SizeRestrictions_Body` };

/**
 * The rule groups by the key of their setting, in the order in which they run: the cheapest first.
 *
 * Capacity, rules and labels: docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-baseline.html,
 * …/aws-managed-rule-groups-use-case.html and …/aws-managed-rule-groups-ip-rep.html. Rules that block uploads:
 * repost.aws/knowledge-center/waf-upload-blocked-files.
 */
export const managedGroups = {
    ipReputation: {
        rule: "ip-reputation",
        name: "AWSManagedRulesAmazonIpReputationList",
        capacity: 25,
        bodyRules: [],
    },
    knownBadInputs: {
        rule: "known-bad-inputs",
        name: "AWSManagedRulesKnownBadInputsRuleSet",
        capacity: 200,
        bodyRules: [],
    },
    common: {
        rule: "common",
        name: "AWSManagedRulesCommonRuleSet",
        capacity: 700,
        bodyRules: [
            sizeRule,
            { name: "CrossSiteScripting_BODY", label: `${core}CrossSiteScripting_Body` },
            { name: "GenericLFI_BODY", label: `${core}GenericLFI_Body` },
        ],
    },
    sqlInjection: {
        rule: "sql-injection",
        name: "AWSManagedRulesSQLiRuleSet",
        capacity: 200,
        bodyRules: [{ name: "SQLi_BODY", label: "awswaf:managed:aws:sql-database:SQLi_Body" }],
    },
} as const satisfies Readonly<Record<string, ManagedGroup>>;

/** Key of a rule group's setting. */
export type GroupKey = keyof typeof managedGroups;

/** The settings that the rule groups depend on. */
export interface GroupsOptions {
    readonly managedGroups: Readonly<Record<GroupKey, GroupAction>>;
    /** Largest body in kilobytes, in place of the 8 KB of the common group. */
    readonly maximumBodyKilobytes?: number | undefined;
}

/**
 * The statement of a rule group; undefined if it is off. Its rules about bodies only count where `bodyStatement` or the rule
 * `body-size` decides in their place.
 */
export function groupStatement(
    key: GroupKey,
    { managedGroups: actions, maximumBodyKilobytes }: GroupsOptions,
    uploadPaths: readonly string[],
): Statement | undefined {
    if (actions[key] === "off") return undefined;
    const { name, bodyRules }: ManagedGroup = managedGroups[key];
    const counted = bodyRules.filter(
        (rule) => uploadPaths.length > 0 || (rule === sizeRule && maximumBodyKilobytes !== undefined),
    );
    const ruleActionOverrides = counted.map((rule) => ({ name: rule.name, actionToUse: { count: {} } }));
    return {
        managedRuleGroupStatement: { vendorName: "AWS", name, ...(counted.length > 0 && { ruleActionOverrides }) },
    };
}

/**
 * The statement that blocks what the rules about bodies have counted, except at the paths of uploads; undefined if these rules
 * block by themselves.
 */
export function bodyStatement(options: GroupsOptions, uploadPaths: readonly string[]): Statement | undefined {
    if (uploadPaths.length === 0) return undefined;
    const blocking = Object.entries(managedGroups).filter(
        ([key]) => options.managedGroups[key as GroupKey] === "block",
    );
    const labels = blocking
        .flatMap(([, { bodyRules }]) => [...bodyRules])
        .filter((rule) => rule !== sizeRule || options.maximumBodyKilobytes === undefined)
        .map(({ label }): Statement => ({ labelMatchStatement: { scope: "LABEL", key: label } }));
    const matched = any(labels);
    return matched && outside(uploadPaths, matched);
}

/** Matches what a statement matches, except at the paths of uploads. */
export function outside(uploadPaths: readonly string[], statement: Statement): Statement {
    const uploads = any(uploadPaths.flatMap(atPath));
    return both(statement, uploads && not(uploads));
}
