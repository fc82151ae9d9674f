import type * as pulumi from "@pulumi/pulumi";
import {
    bodyStatement,
    type GroupKey,
    type GroupsOptions,
    groupStatement,
    managedGroups,
    outside,
} from "./managed-groups";
import { any, bodyLongerThan, headerIs, moreThan, not, type Statement } from "./statements";

/**
 * The part of a stack that a web ACL protects: stages that clients call, stages behind a distribution, or that distribution. At stages
 * behind one, AWS WAF cannot tell a viewer's address reliably, so the distribution has all rules about addresses and bodies.
 */
export type FirewallRole = "stages" | "stages-behind-edge" | "edge";

interface RateLimit {
    readonly limit: number;
    readonly seconds: number;
}

/** The settings of a firewall, as far as its rules depend on them. */
export interface FirewallOptions extends GroupsOptions {
    readonly requestsPerAddress?: RateLimit | undefined;
    readonly requestsPerKey?: RateLimit | undefined;
    readonly countries?: { readonly allow?: string[] | undefined; readonly block?: string[] | undefined } | undefined;
    readonly sampledRequests: boolean;
}

/** A header that only the distribution sends, and the values that are accepted in it. */
export interface RequiredHeader {
    /** In lower case. */
    readonly header: string;
    readonly accepted: readonly pulumi.Input<string>[];
}

/** Arguments of the rules of a web ACL. */
export interface FirewallRulesArgs {
    readonly role: FirewallRole;
    readonly options: FirewallOptions;
    /** Needed for stages behind a distribution that sends a secret. Default: no lock. */
    readonly lock?: RequiredHeader | undefined;
    /** ARNs of the IP sets of the two lists. */
    readonly addressSets: {
        readonly allow: readonly pulumi.Input<string>[];
        readonly block: readonly pulumi.Input<string>[];
    };
    /** Paths of the APIs that take uploads, such as `/Test/pictures`, as AWS WAF sees them. */
    readonly uploadPaths: readonly string[];
}

/** A rule of a web ACL: that of a rule group has `overrideAction`, any other `action`. */
export interface Rule {
    readonly name: string;
    /** The lowest is evaluated first. */
    readonly priority: number;
    readonly statement: Statement;
    readonly action?: { allow: Record<string, never> } | { block: Record<string, never> };
    readonly overrideAction?: { none: Record<string, never> } | { count: Record<string, never> };
    readonly visibilityConfig: {
        readonly cloudwatchMetricsEnabled: true;
        readonly metricName: string;
        readonly sampledRequestsEnabled: boolean;
    };
}

interface RuleEntry {
    readonly name: string;
    readonly priority: number;
    readonly roles: readonly FirewallRole[];
    /** Undefined if the settings need no such rule. */
    statement(args: FirewallRulesArgs): Statement | undefined;
    /** Default: block. */
    outcome?(options: FirewallOptions): Pick<Rule, "action" | "overrideAction">;
}

// A geo match statement takes at most 50 codes (repost.aws/questions/QUGpaqaB54SCaMWTWwI_cPJg).
const maxCountries = 50;

const viewerFacing: readonly FirewallRole[] = ["stages", "edge"];

const groupRule = (key: GroupKey, priority: number): RuleEntry => ({
    name: managedGroups[key].rule,
    priority,
    roles: viewerFacing,
    statement: ({ options, uploadPaths }) => groupStatement(key, options, uploadPaths),
    outcome: ({ managedGroups: actions }) => ({
        overrideAction: actions[key] === "count" ? { count: {} } : { none: {} },
    }),
});

/** All rules, in the order of evaluation: `allow` ends it, so of the others only the lock of the origin applies to allowed addresses. */
const table: readonly RuleEntry[] = [
    {
        name: "origin-lock",
        priority: 0,
        roles: ["stages-behind-edge"],
        statement: ({ lock }) => lock && unlessAccepted(lock),
    },
    {
        name: "allowed-addresses",
        priority: 10,
        roles: viewerFacing,
        statement: ({ addressSets }) => fromSets(addressSets.allow),
        outcome: () => ({ action: { allow: {} } }),
    },
    {
        name: "blocked-addresses",
        priority: 20,
        roles: viewerFacing,
        statement: ({ addressSets }) => fromSets(addressSets.block),
    },
    { name: "countries", priority: 30, roles: viewerFacing, statement: ({ options }) => countriesStatement(options) },
    {
        name: "requests-per-address",
        priority: 40,
        roles: viewerFacing,
        statement: ({ options: { requestsPerAddress: rate } }) => rate && moreThan(rate),
    },
    {
        name: "requests-per-key",
        priority: 50,
        roles: ["stages", "stages-behind-edge"],
        statement: ({ options: { requestsPerKey: rate } }) => rate && moreThan(rate, "x-api-key"),
    },
    {
        name: "body-size",
        priority: 60,
        roles: viewerFacing,
        statement: ({ options: { maximumBodyKilobytes: limit }, uploadPaths }) =>
            limit === undefined ? undefined : outside(uploadPaths, bodyLongerThan(limit * 1024)),
    },
    groupRule("ipReputation", 70),
    groupRule("knownBadInputs", 80),
    groupRule("common", 90),
    groupRule("sqlInjection", 100),
    {
        name: "bodies-except-uploads",
        priority: 110,
        roles: viewerFacing,
        statement: ({ options, uploadPaths }) => bodyStatement(options, uploadPaths),
    },
];

/** The rules of a web ACL, in the order in which AWS WAF evaluates them. */
export function firewallRules(args: FirewallRulesArgs): Rule[] {
    return table.flatMap(({ name, priority, roles, statement: build, outcome }) => {
        const statement = roles.includes(args.role) ? build(args) : undefined;
        if (statement === undefined) return [];
        const { sampledRequests: sampledRequestsEnabled } = args.options;
        const visibilityConfig = { cloudwatchMetricsEnabled: true, metricName: name, sampledRequestsEnabled } as const;
        const action = outcome?.(args.options) ?? { action: { block: {} } };
        return [{ name, priority, statement, ...action, visibilityConfig }];
    });
}

function unlessAccepted({ header, accepted }: RequiredHeader): Statement {
    const statement = any(accepted.map((value) => headerIs(header, value)));
    if (statement === undefined) throw new Error("the lock of the origin accepts no secret");
    return not(statement);
}

function fromSets(arns: readonly pulumi.Input<string>[]): Statement | undefined {
    return any(arns.map((arn) => ({ ipSetReferenceStatement: { arn } })));
}

function countriesStatement({ countries: { allow, block } = {} }: FirewallOptions): Statement | undefined {
    const among = fromCountries(allow ?? block ?? []);
    return among && allow ? not(among) : among;
}

function fromCountries(codes: readonly string[]): Statement | undefined {
    const chunks = Array.from({ length: Math.ceil(codes.length / maxCountries) }, (_, index) =>
        codes.slice(index * maxCountries, (index + 1) * maxCountries),
    );
    return any(chunks.map((countryCodes) => ({ geoMatchStatement: { countryCodes } })));
}
