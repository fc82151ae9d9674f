import assert from "node:assert/strict";
import { capacityOf } from "../../../../infra/edge/firewall/capacity";
import { type FirewallOptions, type FirewallRulesArgs, firewallRules } from "../../../../infra/edge/firewall/rules";
import { decisionOf, type FirewallRequest } from "./evaluation";

const off = { common: "off", knownBadInputs: "off", ipReputation: "off", sqlInjection: "off" } as const;
const none: FirewallOptions = { managedGroups: off, sampledRequests: true };
const blocking = { common: "block", knownBadInputs: "block", ipReputation: "block", sqlInjection: "block" } as const;
const lock = { header: "x-origin-verify", accepted: ["before", "now", "after"] };
const everything: FirewallOptions = {
    managedGroups: blocking,
    maximumBodyKilobytes: 32,
    requestsPerAddress: { limit: 1000, seconds: 300 },
    requestsPerKey: { limit: 600, seconds: 60 },
    countries: { block: ["KP"] },
    sampledRequests: false,
};

function rules(options: Partial<FirewallOptions>, changes: Partial<FirewallRulesArgs> = {}) {
    const addressSets = { allow: [], block: [] };
    return firewallRules({
        role: "stages",
        options: { ...none, ...options },
        addressSets,
        uploadPaths: [],
        ...changes,
    });
}

const lists = { addressSets: { allow: ["allow-4", "allow-6"], block: ["block-4"] } };
const uploads = { uploadPaths: ["/Test/pictures"] };
const upload = { path: "/Test/pictures" };
const sqlLabel = "awswaf:managed:aws:sql-database:SQLi_Body";
const sizeLabel = "awswaf:managed:aws:core-rule-set:SizeRestrictions_Body";

describe("the rules of a firewall", () => {
    const decisions: readonly [
        title: string,
        options: Partial<FirewallOptions>,
        changes: Partial<FirewallRulesArgs>,
        cases: readonly [request: FirewallRequest, decision: string | undefined][],
    ][] = [
        [
            "lock stages behind a distribution to it, by each secret that is accepted",
            {},
            { role: "stages-behind-edge", lock },
            [
                [{}, "origin-lock block"],
                [{ headers: { "x-origin-verify": "other" } }, "origin-lock block"],
                [{ headers: { "x-origin-verify": "nowhere" } }, "origin-lock block"],
                [{ headers: { "x-origin-verify": "" } }, "origin-lock block"],
                [{ headers: { "x-origin-verify": "before" } }, undefined],
                [{ headers: { "x-origin-verify": "now" } }, undefined],
                [{ headers: { "x-origin-verify": "after" } }, undefined],
            ],
        ],
        [
            "let addresses on the list pass whatever else matches, and block those of the other list",
            everything,
            { ...lists },
            [
                [{ ipSets: ["allow-6"], country: "KP", bodyBytes: 1e6 }, "allowed-addresses allow"],
                [{ ipSets: ["block-4"] }, "blocked-addresses block"],
                [{ ipSets: ["allow-4", "block-4"] }, "allowed-addresses allow"],
                [{ ipSets: ["elsewhere"] }, undefined],
            ],
        ],
        [
            "permit the allowed countries alone",
            { countries: { allow: ["DE", "AT"] } },
            {},
            [
                [{ country: "DE" }, undefined],
                [{ country: "AT" }, undefined],
                [{ country: "US" }, "countries block"],
                [{}, "countries block"],
            ],
        ],
        [
            "reject the blocked countries",
            { countries: { block: ["KP"] } },
            {},
            [
                [{ country: "KP" }, "countries block"],
                [{ country: "DE" }, undefined],
                [{}, undefined],
            ],
        ],
        [
            "limit addresses and keys",
            { requestsPerAddress: { limit: 10, seconds: 60 }, requestsPerKey: { limit: 10, seconds: 60 } },
            {},
            [
                [{ tooFast: ["requests-per-address", "requests-per-key"] }, "requests-per-address block"],
                [{ tooFast: ["requests-per-key"] }, "requests-per-key block"],
                [{}, undefined],
            ],
        ],
        [
            "limit bodies, except at the paths of uploads and below them",
            { maximumBodyKilobytes: 1 },
            uploads,
            [
                [{ path: "/Test/books", bodyBytes: 1024 }, undefined],
                [{ path: "/Test/books", bodyBytes: 1025 }, "body-size block"],
                [{ path: "/Test/pictures", bodyBytes: 1025 }, undefined],
                [{ path: "/Test/pictures/7", bodyBytes: 1025 }, undefined],
                [{ path: "/Test/pictures-of/7", bodyBytes: 1025 }, "body-size block"],
                [{ path: "/Live/Test/pictures/7", bodyBytes: 1025 }, "body-size block"],
            ],
        ],
        [
            "block what AWS's groups match, at the paths of uploads too, except by the rules about bodies",
            { managedGroups: blocking },
            uploads,
            [
                [
                    { ...upload, group: "known-bad-inputs", matched: { Log4JRCE_HEADER: "log4j" } },
                    "known-bad-inputs block",
                ],
                [{ ...upload, group: "sql-injection", matched: { SQLi_QUERYARGUMENTS: "sql" } }, "sql-injection block"],
                [{ ...upload, group: "sql-injection", matched: { SQLi_BODY: sqlLabel } }, undefined],
                [
                    { path: "/", group: "sql-injection", matched: { SQLi_BODY: sqlLabel } },
                    "bodies-except-uploads block",
                ],
                [
                    { ...upload, group: "ip-reputation", matched: { AWSManagedIPReputationList: "bad" } },
                    "ip-reputation block",
                ],
            ],
        ],
        [
            "let the label of AWS's limit of bodies decide outside the paths of uploads",
            { managedGroups: { ...off, common: "block" } },
            uploads,
            [
                [{ path: "/Test/pictures/7", matched: { SizeRestrictions_BODY: sizeLabel } }, undefined],
                [{ path: "/Test/books", matched: { SizeRestrictions_BODY: sizeLabel } }, "bodies-except-uploads block"],
                [{ path: "/Test/books", matched: { NoUserAgent_HEADER: "agent" } }, "common block"],
                [{ path: "/Test/pictures/7", matched: { NoUserAgent_HEADER: "agent" } }, "common block"],
                [{ path: "/Test/books" }, undefined],
            ],
        ],
        [
            "let the maximum decide in place of AWS's limit of bodies",
            { managedGroups: { ...off, common: "block" }, maximumBodyKilobytes: 32 },
            {},
            [
                [{ bodyBytes: 20_000, matched: { SizeRestrictions_BODY: sizeLabel } }, undefined],
                [{ bodyBytes: 33_000, matched: { SizeRestrictions_BODY: sizeLabel } }, "body-size block"],
                [{ matched: { CrossSiteScripting_BODY: "xss" } }, "common block"],
            ],
        ],
        [
            "only count what a group in that mode matches",
            { managedGroups: { ...off, common: "count" } },
            uploads,
            [[{ path: "/Test/books", matched: { SizeRestrictions_BODY: sizeLabel } }, undefined]],
        ],
    ];
    for (const [title, options, changes, cases] of decisions)
        it(title, () => {
            for (const [request, decision] of cases)
                assert.equal(
                    decisionOf(rules(options, changes), request)?.join(" "),
                    decision,
                    JSON.stringify(request),
                );
        });

    it("are those of the role: with a distribution, the stages keep the lock and the limit by key", () => {
        const namesOf = (role: FirewallRulesArgs["role"]) =>
            rules(everything, { role, ...lists, ...uploads, lock }).map(({ name }) => name);
        assert.deepEqual(namesOf("stages-behind-edge"), ["origin-lock", "requests-per-key"]);
        const ofViewers = [
            "allowed-addresses",
            "blocked-addresses",
            "countries",
            "requests-per-address",
            "body-size",
            "ip-reputation",
            "known-bad-inputs",
            "common",
            "sql-injection",
            "bodies-except-uploads",
        ];
        assert.deepEqual(namesOf("edge"), ofViewers);
        assert.deepEqual(
            namesOf("stages").filter((name) => name !== "requests-per-key"),
            ofViewers,
        );
        assert.equal(namesOf("stages").length, ofViewers.length + 1);
    });

    it("have different priorities in the order of the list, the lock first", () => {
        const all = rules(everything, { ...lists, ...uploads });
        const priorities = all.map(({ priority }) => priority);
        assert.deepEqual(
            priorities,
            [...new Set(priorities)].sort((a, b) => a - b),
        );
        const [first] = rules({}, { role: "stages-behind-edge", lock });
        assert.equal(first?.priority, 0);
        assert.ok(priorities.every((priority) => priority > 0));
    });

    it("have `action`, and groups `overrideAction`, which AWS wants; metrics by their names and samples by the setting", () => {
        for (const { name, action, overrideAction, statement, visibilityConfig } of rules(everything, lists)) {
            const isGroup = "managedRuleGroupStatement" in statement;
            assert.deepEqual([action !== undefined, overrideAction !== undefined], [!isGroup, isGroup], name);
            const shown = { cloudwatchMetricsEnabled: true, metricName: name, sampledRequestsEnabled: false };
            assert.deepEqual(visibilityConfig, shown);
        }
    });

    it("count requests by address, and by key in the header", () => {
        const found = rules(everything).flatMap(({ statement }) =>
            "rateBasedStatement" in statement ? [statement.rateBasedStatement] : [],
        );
        const textTransformations = [{ priority: 0, type: "NONE" }];
        assert.deepEqual(found, [
            { limit: 1000, evaluationWindowSec: 300, aggregateKeyType: "IP" },
            {
                limit: 600,
                evaluationWindowSec: 60,
                aggregateKeyType: "CUSTOM_KEYS",
                customKeys: [{ header: { name: "x-api-key", textTransformations } }],
            },
        ]);
    });

    it("override those rules of groups that uploads break, and no others", () => {
        const overridden = (options: Partial<FirewallOptions>, changes: Partial<FirewallRulesArgs>) =>
            rules(options, changes).flatMap(({ statement }) =>
                "managedRuleGroupStatement" in statement
                    ? (statement.managedRuleGroupStatement.ruleActionOverrides ?? []).map(({ name }) => name)
                    : [],
            );
        const managed = { managedGroups: blocking };
        assert.deepEqual(overridden(managed, {}), []);
        assert.deepEqual(overridden({ ...managed, maximumBodyKilobytes: 9 }, {}), ["SizeRestrictions_BODY"]);
        assert.deepEqual(overridden(managed, uploads), [
            "SizeRestrictions_BODY",
            "CrossSiteScripting_BODY",
            "GenericLFI_BODY",
            "SQLi_BODY",
        ]);
    });

    it("list at most 50 countries in a statement", () => {
        const allow = Array.from({ length: 120 }, (_, index) => `C${index}`);
        const [rule] = rules({ countries: { allow } });
        const lengths = JSON.stringify(rule?.statement)
            .split("countryCodes")
            .slice(1)
            .map((part) => part.split(",").filter((code) => /"C\d+"/.test(code)).length);
        assert.deepEqual(lengths, [50, 50, 20]);
        assert.equal(decisionOf(rules({ countries: { allow } }), { country: "C119" }), undefined);
        assert.deepEqual(decisionOf(rules({ countries: { allow } }), { country: "XX" }), ["countries", "block"]);
    });

    it("nest statements no deeper than the provider takes them", () => {
        const depth = (statement: object): number =>
            Math.max(
                0,
                ...Object.entries(statement).map(([kind, { statements = [] }]) =>
                    /^(and|or|not)Statement$/.test(kind) ? 1 + Math.max(...statements.map(depth)) : 0,
                ),
            );
        const depths = rules(everything, { ...lists, ...uploads }).map(({ statement }) => depth(statement));
        assert.equal(Math.max(...depths), 3);
    });
});

describe("the capacity of a firewall's rules", () => {
    const cases: readonly [
        what: string,
        options: Partial<FirewallOptions>,
        changes: Partial<FirewallRulesArgs>,
        number,
    ][] = [
        ["no rule", {}, {}, 0],
        ["the lock: three matches", {}, { role: "stages-behind-edge", lock }, 6],
        ["three IP sets", {}, lists, 3],
        ["countries", { countries: { allow: ["DE"] } }, {}, 1],
        ["a limit by address", { requestsPerAddress: { limit: 10, seconds: 60 } }, {}, 2],
        ["a limit by key", { requestsPerKey: { limit: 10, seconds: 60 } }, {}, 32],
        ["a size", { maximumBodyKilobytes: 9 }, {}, 1],
        ["all groups", { managedGroups: blocking }, {}, 1125],
        ["a size and the paths of uploads", { maximumBodyKilobytes: 9 }, uploads, 5],
        ["labels and the paths of uploads", { managedGroups: { ...off, common: "block" } }, uploads, 700 + 3 + 4],
    ];
    for (const [what, options, changes, capacity] of cases)
        it(`is ${capacity} for ${what}`, () => assert.equal(capacityOf(rules(options, changes)), capacity));
});
