import assert from "node:assert/strict";
import { Firewall } from "../../../../tools/edge-emulator/firewall/firewall";
import type { InspectedRequest } from "../../../../tools/edge-emulator/firewall/inspected-request";
import { RateCounters } from "../../../../tools/edge-emulator/firewall/rate-counters";
import { unevaluated } from "../../../../tools/edge-emulator/firewall/unevaluated";
import type { FirewallRule, Inspected, Statement } from "../../../../tools/edge-emulator/state/web-acl";
import { blockRule, webAcl } from "../sample-edge";

const header = (name: string): Inspected => ({ field: { kind: "header", name }, transformations: ["NONE"] });
const managed = (group: string, changes: Partial<Extract<Statement, { kind: "managed" }>> = {}): FirewallRule => ({
    ...blockRule(group, { kind: "managed", group, overrides: [], ...changes }),
    action: { kind: "group" },
});

function request(changes: Partial<InspectedRequest> = {}): InspectedRequest {
    const headers = [["Host", "www.example.com"] as const, ["User-Agent", "test"] as const];
    return {
        method: "GET",
        url: "/a?b=1",
        headers,
        body: Buffer.alloc(0),
        sourceIp: "::ffff:192.0.2.1",
        country: "DE",
        ...changes,
    };
}

describe("Firewall", () => {
    let now = 0;
    const firewall = (...rules: FirewallRule[]) => new Firewall(webAcl("acl", rules), new RateCounters(() => now));
    const blocks = (statement: Statement, changes: Partial<InspectedRequest> = {}) =>
        firewall(blockRule("r", statement)).check(request(changes)).isBlocked;

    it("evaluates each simple statement", () => {
        const bytes = (constraint: string, text: string, inspected: Inspected): Statement => ({
            ...{ kind: "bytes", constraint, text },
            ...inspected,
        });
        const path: Inspected = { field: { kind: "path" }, transformations: ["NONE"] };
        const lower: Inspected = { field: { kind: "path" }, transformations: ["URL_DECODE", "LOWERCASE"] };
        const normalized: Inspected = { field: { kind: "path" }, transformations: ["NORMALIZE_PATH"] };
        const cases: readonly [Statement, Partial<InspectedRequest>, boolean][] = [
            [bytes("EXACTLY", "x", header("x-a")), { headers: [["X-A", "x"]] }, true],
            [bytes("EXACTLY", "x", header("x-a")), { headers: [["X-A", "xy"]] }, false],
            [bytes("EXACTLY", "x", header("x-a")), {}, false],
            [bytes("STARTS_WITH", "/a/", path), { url: "/a/b" }, true],
            [bytes("STARTS_WITH", "/a/", path), { url: "/A/b" }, false],
            [bytes("STARTS_WITH", "/a/", lower), { url: "/%41/b" }, true],
            [bytes("EXACTLY", "/evil/admin", normalized), { url: "//evil/./x/../admin" }, true],
            [bytes("EXACTLY", "/[", normalized), { url: "//[" }, true],
            [bytes("ENDS_WITH", "b", path), { url: "/a/b?c" }, true],
            [bytes("CONTAINS", "/a", path), { url: "/x/a" }, true],
            [bytes("CONTAINS_WORD", "admin", path), { url: "/admin/x" }, true],
            [bytes("CONTAINS_WORD", "admin", path), { url: "/administrator" }, false],
            [{ kind: "regex", pattern: "^/a\\d$", ...path }, { url: "/a1" }, true],
            [
                { kind: "size", operator: "GT", bytes: 2, field: { kind: "body" }, transformations: ["NONE"] },
                { body: Buffer.from("abc") },
                true,
            ],
            [
                { kind: "size", operator: "GT", bytes: 3, field: { kind: "body" }, transformations: ["NONE"] },
                { body: Buffer.from("abc") },
                false,
            ],
            [{ kind: "addresses", ranges: ["192.0.2.0/24"] }, {}, true],
            [{ kind: "addresses", ranges: ["2001:db8::/32"] }, { sourceIp: "2001:db8::1" }, true],
            [{ kind: "addresses", ranges: ["2001:db8::/32", "203.0.113.9/32"] }, {}, false],
            [{ kind: "addresses", ranges: [] }, {}, false],
            [{ kind: "countries", codes: ["DE"] }, {}, true],
            [{ kind: "countries", codes: ["US"] }, {}, false],
            [bytes("EXACTLY", "1", { field: { kind: "argument", name: "B" }, transformations: [] }), {}, true],
            [
                bytes("EXACTLY", "2", { field: { kind: "cookie", name: "c" }, transformations: [] }),
                { headers: [["Cookie", "c=2"]] },
                true,
            ],
        ];
        for (const [statement, changes, expected] of cases)
            assert.equal(blocks(statement, changes), expected, JSON.stringify([statement, changes]));
    });

    it("combines statements", () => {
        const yes: Statement = { kind: "countries", codes: ["DE"] };
        const no: Statement = { kind: "countries", codes: [] };
        assert.equal(blocks({ kind: "and", statements: [yes, no] }), false);
        assert.equal(blocks({ kind: "and", statements: [yes, yes] }), true);
        assert.equal(blocks({ kind: "or", statements: [no, yes] }), true);
        assert.equal(blocks({ kind: "or", statements: [no, no] }), false);
        assert.equal(blocks({ kind: "not", statement: no }), true);
    });

    it("stops at the first rule that allows or blocks, and goes on after one that counts", () => {
        const all: Statement = { kind: "addresses", ranges: ["192.0.2.1/32"] };
        const rule = (name: string, kind: "allow" | "count" | "block"): FirewallRule => ({
            ...blockRule(name, all),
            action: { kind },
            labels: [`from-${name}`],
        });
        assert.equal(firewall(rule("a", "allow"), rule("b", "block")).check(request()).isBlocked, false);
        const verdict = firewall(rule("a", "count"), rule("b", "block")).check(request());
        assert.deepEqual(verdict, { isBlocked: true, rule: "b" });
        const labelled = blockRule("l", { kind: "label", scope: "LABEL", key: "from-a" });
        assert.equal(firewall(rule("a", "count"), labelled).check(request()).rule, "l");
        const other = blockRule("l", { kind: "label", scope: "LABEL", key: "from-b" });
        assert.equal(firewall(rule("a", "count"), other).check(request()).isBlocked, false);
    });

    it("counts requests by address or key in a window", () => {
        const rate: Statement = { kind: "rate", limit: 2, seconds: 60, aggregation: { kind: "address" } };
        const byAddress = firewall(blockRule("rate", rate));
        const check = (changes: Partial<InspectedRequest> = {}) => byAddress.check(request(changes)).isBlocked;
        assert.deepEqual([check(), check(), check()], [false, false, true]);
        assert.equal(check({ sourceIp: "192.0.2.2" }), false);
        now += 60_000;
        assert.equal(check(), false);
        const byKey = firewall(
            blockRule("rate", { ...rate, limit: 1, aggregation: { kind: "keys", keys: [header("x-api-key")] } }),
        );
        const call = (...keys: string[]) =>
            byKey.check(request({ headers: keys.map((key) => ["x-api-key", key] as const) })).isBlocked;
        assert.deepEqual(
            [call("a"), call("b"), call("a"), call(), call(), call()],
            [false, false, true, false, false, false],
        );
    });

    it("evaluates the documented rules of managed groups, with their labels and replaced actions", () => {
        const body = Buffer.alloc(8193);
        const common = "AWSManagedRulesCommonRuleSet";
        assert.equal(firewall(managed(common)).check(request({ body })).rule, `${common}: SizeRestrictions_BODY`);
        assert.equal(firewall(managed(common)).check(request({ body: body.subarray(1) })).isBlocked, false);
        assert.equal(firewall(managed(common)).check(request({ headers: [] })).isBlocked, true);
        const counting = managed(common, { overrides: [{ rule: "SizeRestrictions_BODY", action: { kind: "count" } }] });
        assert.equal(firewall(counting).check(request({ body })).isBlocked, false);
        const key = "awswaf:managed:aws:core-rule-set:SizeRestrictions_Body";
        const outside = blockRule("bodies", { kind: "label", scope: "LABEL", key });
        assert.equal(firewall(counting, outside).check(request({ body })).rule, "bodies");
        const counted: FirewallRule = { ...managed(common), action: { kind: "count" } };
        assert.equal(firewall(counted).check(request({ body })).isBlocked, false);
        const bad = managed("AWSManagedRulesKnownBadInputsRuleSet");
        assert.equal(firewall(bad).check(request({ headers: [["X", "${jndi:ldap://x}"]] })).isBlocked, true);
        assert.equal(firewall(bad).check(request({ headers: [["Host", "localhost"]] })).isBlocked, true);
        assert.equal(firewall(bad).check(request()).isBlocked, false);
    });

    it("leaves out what it does not evaluate, also below a negation, and lists it", () => {
        const unknown: Statement = { kind: "unknown", name: "asnMatchStatement" };
        assert.equal(blocks({ kind: "not", statement: unknown }), false);
        const acl = webAcl("acl", [
            blockRule("asn", { kind: "and", statements: [unknown] }),
            managed("AWSManagedRulesSQLiRuleSet"),
            managed("AWSManagedRulesCommonRuleSet"),
            blockRule("known", { kind: "countries", codes: [] }),
        ]);
        assert.deepEqual(unevaluated(acl), [
            'asnMatchStatement of rule "asn"',
            "AWSManagedRulesSQLiRuleSet",
            "most of AWSManagedRulesCommonRuleSet",
        ]);
    });
});
