import assert from "node:assert/strict";
import type { Log } from "sarif";
import { catalogue } from "../../../../../policy/pack/catalogue";
import type { PackReport } from "../../../../../policy/pack/report";
import { compare } from "../../../../../tools/cli/report/difference/compare";
import { reportSchema } from "../../../../../tools/cli/report/facts/report-schema";
import { asJunit } from "../../../../../tools/cli/report/render/junit";
import { asMarkdown, maxCharacters } from "../../../../../tools/cli/report/render/markdown";
import { asSarif } from "../../../../../tools/cli/report/render/sarif";
import { checkedAndEnded, failure, resource, urn, violation } from "../events";
import { brokenEvents, hostileEvents, hostileWaivers, reportOf, waivers, warnedEvents } from "../sample";
import { sarifProblems } from "./sarif-schema/validate";

function sarifOf(events: typeof brokenEvents, checked?: PackReport): Log {
    const log: Log = JSON.parse(asSarif(reportOf(events, checked)));
    assert.deepEqual(sarifProblems(log), []);
    return log;
}

describe("report.json", () => {
    it("has the documented form", () => {
        for (const events of [brokenEvents, hostileEvents, [failure("x")]]) reportSchema.parse(reportOf(events));
    });

    it("gives two findings of one policy and resource different, reproducible fingerprints", () => {
        const twice = violation("r3-rate-limits", urn("a:b:C", "plan"), "rate");
        const prints = () =>
            reportOf([twice, twice, ...checkedAndEnded]).rules[2]?.findings.map((f) => f.fingerprint) ?? [];
        assert.equal(new Set(prints()).size, 2);
        assert.deepEqual(prints(), prints());
    });
});

describe("results.sarif", () => {
    it("is rejected by its schema if it is invalid", () => {
        assert.match(sarifProblems({ version: "2.1.0", runs: [{ tool: {} }] }).join(), /driver/);
        const log = sarifOf(brokenEvents);
        assert.match(sarifProblems({ ...log, $schema: "no uri" }).join(), /\$schema/);
    });

    it("is valid with and without findings, with hostile text and after a failure", () => {
        for (const events of [brokenEvents, checkedAndEnded, hostileEvents, [failure("x")]]) sarifOf(events);
        sarifOf(hostileEvents, hostileWaivers);
    });

    it("links each finding to a rule with help and to a file and line", () => {
        const run = sarifOf(brokenEvents).runs[0];
        const rules = run?.tool.driver.rules ?? [];
        const results = run?.results ?? [];
        assert.equal(results.length, 3);
        for (const { ruleId, ruleIndex = -1, locations, partialFingerprints } of results) {
            assert.equal(rules[ruleIndex]?.id, ruleId);
            assert.ok(rules[ruleIndex]?.help?.text);
            assert.ok((locations?.[0]?.physicalLocation?.region?.startLine ?? 0) >= 1);
            assert.match(partialFingerprints?.["gatehouseFinding/v1"] ?? "", /^[0-9a-f]{32}$/);
        }
        const open = results[2]?.locations?.[0]?.physicalLocation?.artifactLocation?.uri;
        assert.equal(open, "app/pictures/openapi.yaml");
    });

    it("contains waived findings as suppressed, with owner and expiry date", () => {
        const results = sarifOf(checkedAndEnded, waivers).runs[0]?.results ?? [];
        assert.deepEqual(
            results.map(({ ruleId, suppressions }) => [ruleId, suppressions]),
            [
                [
                    "r1-private-kubernetes",
                    [
                        {
                            kind: "external",
                            status: "accepted",
                            justification: "waived until 2026-12-04 by team-media: moves in December",
                        },
                    ],
                ],
                [
                    "r3-rate-limits",
                    [
                        {
                            kind: "external",
                            status: "accepted",
                            justification: "waived until 2027-01-31 by team-load: load test",
                        },
                    ],
                ],
            ],
        );
        for (const { suppressions } of sarifOf(brokenEvents).runs[0]?.results ?? []) assert.deepEqual(suppressions, []);
    });

    it("has a warning for what is undecided or advisory", () => {
        const levels = sarifOf(warnedEvents).runs[0]?.results?.map(({ ruleId, level }) => [ruleId, level]);
        assert.deepEqual(levels, [
            ["r3-rate-limits", "warning"],
            ["r3-stage-throttles", "warning"],
        ]);
    });

    it("reports a failed preview as an unsuccessful execution", () => {
        assert.equal(sarifOf([failure("x")]).runs[0]?.invocations?.[0]?.executionSuccessful, false);
    });
});

describe("junit.xml", () => {
    it("has a suite for each rule and fails the broken policies", () => {
        const xml = asJunit(reportOf(brokenEvents));
        assert.equal(xml.match(/<testsuite /g)?.length, 4);
        assert.equal(xml.match(/<failure /g)?.length, 3);
        assert.match(xml, /<testsuite name="R2 [^>]*failures="1" errors="0"/);
    });

    it("reports an error for each policy that was not checked", () => {
        assert.equal(asJunit(reportOf([failure("x")])).match(/<error /g)?.length, catalogue().length);
    });

    it("does not fail a policy for what is undecided or advisory", () => {
        const xml = asJunit(reportOf(warnedEvents));
        assert.match(xml, /<testsuite name="R3 [^>]*failures="0" errors="0"/);
        assert.doesNotMatch(xml, /<failure /);
    });

    it("skips a policy whose findings are all waived", () => {
        const xml = asJunit(reportOf(checkedAndEnded, waivers));
        assert.match(xml, /<testsuite name="R3 [^>]*failures="0" errors="0" skipped="1"/);
        assert.match(xml, /<skipped message="waived until 2027-01-31 by team-load: load test"\/>/);
        assert.doesNotMatch(xml, /<failure /);
    });

    it("escapes hostile text", () => {
        const xml = asJunit(reportOf(hostileEvents, hostileWaivers));
        const usual = asTags(asJunit(reportOf(brokenEvents, waivers)));
        assert.deepEqual(new Set([...asTags(xml), "<skipped"]), new Set([...usual, "<skipped"]));
        assert.ok(!xml.includes("\u0007"));
    });
});

describe("report.md", function () {
    this.timeout(60_000);

    it("states how the preview was run", () => {
        const report = reportOf(brokenEvents);
        assert.match(asMarkdown(report), /\. From the engine's event log\.\n/);
        assert.match(asMarkdown({ ...report, source: "offline preview" }), /from an empty stack\.\n/);
        assert.match(asMarkdown({ ...report, source: "offline preview over a state" }), /from an exported state\.\n/);
    });

    it("names the preset, and shows what is undecided and warnings without calling a rule broken", () => {
        assert.match(asMarkdown(reportOf(checkedAndEnded, waivers)), /## ✅ x: every rule holds \(strict\)\n/);
        const { verdict, exitCode, rules } = reportOf(warnedEvents);
        assert.deepEqual([verdict, exitCode, rules[2]?.holds, rules[2]?.findings], ["undecided", 0, false, []]);
        const text = asMarkdown(reportOf(warnedEvents));
        assert.match(text, /## ❔ x: no rule is broken, R3 undecided\n/);
        assert.match(text, /\| \*\*R3\*\* \| .* \| ❔ undecided, 1 warning \|/);
        assert.match(text, /❔ Undecided: Stage .*<br>Decided by: the value of the rate\./);
        assert.match(text, /⚠️ Warning: No limit of its own\./);
    });

    it("starts with the verdict, then lists the findings with their places", () => {
        const text = asMarkdown(reportOf(brokenEvents));
        assert.match(text, /^<!-- gatehouse-report x -->\n## ❌ x: R1, R2, R4 broken\n/);
        assert.match(text, /- \*\*app\/pictures\/openapi\.yaml:\d+\*\* GET \/pictures\/all: open\./);
        assert.match(text, /\| delete \| aws:kms:Key \| old \|\n\| update /);
    });

    it("states that a failed preview proves nothing", () => {
        const text = asMarkdown(reportOf([failure("no such thing")]));
        assert.match(text, /## ⚠️ x: the preview failed, nothing is proved/);
        assert.match(text, /- no such thing/);
        assert.doesNotMatch(text, /✅/);
    });

    it("shows waived findings separately, and warns of waivers that expire soon", () => {
        const text = asMarkdown(reportOf(checkedAndEnded, waivers));
        assert.match(text, /## ✅ x: every rule holds/);
        assert.match(text, /\| ✅ holds, 1 waived \|/);
        assert.match(text, /### Waivers\n\n- .*waived until 2026-12-04 by team-media: moves in December/);
        assert.match(
            text,
            /⏳ Waivers that expire within 14 days: r1-private-kubernetes at shortcut on 2026-12-04\.\n/,
        );
    });

    it("escapes markup, mentions, links and line breaks in hostile text", () => {
        const text = asMarkdown(reportOf(hostileEvents, hostileWaivers)).replaceAll(/^```(mermaid)?$/gm, "");
        assert.deepEqual(
            new Set(asTags(text)),
            new Set(
                ["<!", "<br", "<sub", "</sub", "<details", "<summary", "</summary", "</details"].filter((tag) =>
                    text.includes(tag),
                ),
            ),
        );
        assert.doesNotMatch(text, /@|https:\/\/|`|\]\(|^## Title/m);
        assert.ok(!text.includes("\u0007"));
    });

    it(`stays below ${maxCharacters} characters for 2,000 resources and 500 findings whose texts need escaping`, () => {
        const long = "<@>".repeat(1_000);
        const resources = Array.from({ length: 2_000 }, (_, index) =>
            resource("kubernetes:core/v1:ConfigMap", `${long}${index}`),
        );
        const stages = Array.from({ length: 42 }, (_, index) =>
            resource("aws:apigateway/stage:Stage", `${long}${index}`, { inputs: { cacheClusterSize: "0.5" } }),
        );
        const databases = Array.from({ length: 60 }, (_, index) => resource(`aws:${long}/x:${index}`, "db"));
        const findings = Array.from({ length: 500 }, () =>
            violation("r3-rate-limits", urn("a:b:C", "p"), Array(20).fill(long).join("\n")),
        );
        const errors = Array.from({ length: 100 }, (_, index) => failure(`${index} ${long}`));
        const restApi = resource("aws:apigateway/restApi:RestApi", long);
        const waived = Array.from({ length: 100 }, (_, index) => ({
            policy: "r3-rate-limits",
            urn: urn("a:b:C", `${long}${index}`),
            message: long,
            reason: long,
            owner: long,
            expires: "2026-12-01",
        }));
        const checked = { ...waivers, rules: waivers.rules.map((rule) => ({ ...rule, checked: long, waived })) };
        const report = reportOf(
            [...resources, ...stages, restApi, ...databases, ...findings, ...errors, ...checkedAndEnded],
            checked,
        );
        // A failed run has checked nothing; the longest report has the texts of the rules nevertheless.
        const rules = report.rules.map((rule) => ({ ...rule, checked: long }));
        const difference = compare(report, { commit: "c".repeat(40), report: reportOf(brokenEvents) });
        const text = asMarkdown({ ...report, rules, difference });
        assert.ok(text.length < maxCharacters, String(text.length));
        assert.ok(text.length > maxCharacters / 2, String(text.length));
        assert.match(text, /would be too long here: it is in report\.html/);
        assert.match(text, /nothing is proved/);
    });

    it(`stays below ${maxCharacters} characters for 5,000 resources and 1,000 long findings, and states how many it left out`, () => {
        const resources = Array.from({ length: 5_000 }, (_, index) => resource("a:b:C", `${"@".repeat(150)}${index}`));
        const findings = Array.from({ length: 1_000 }, () =>
            violation("r3-rate-limits", urn("a:b:C", "p"), Array(20).fill("<".repeat(2_000)).join("\n")),
        );
        const errors = Array.from({ length: 300 }, (_, index) => failure(`${index} ${"|".repeat(3_000)}`));
        for (const events of [
            [...resources, ...findings, ...checkedAndEnded],
            [...resources, ...errors],
        ]) {
            const text = asMarkdown(reportOf(events));
            assert.ok(text.length < maxCharacters, String(text.length));
            assert.match(text, /\d+ more/);
        }
    });
});

function asTags(text: string): string[] {
    return text.match(/<\/?[a-z!?]+/g) ?? [];
}
