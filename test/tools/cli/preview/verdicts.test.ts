import assert from "node:assert/strict";
import { headlineOf } from "../../../../policy/contract/policy";
import { catalogue } from "../../../../policy/pack/catalogue";
import type { RuleReport } from "../../../../policy/pack/report";
import { verdictLines, verdicts } from "../../../../tools/cli/preview/verdicts";

const r3Report: RuleReport = {
    id: "R3",
    checked: "1 stage and 1 plan within 100,000 requests per second",
    counts: {},
    findings: [],
    undecided: [],
    waived: [],
};
const nothing = { findings: [], undecided: [], warnings: [], waived: [] };
const policy = "r3-rate-limits";
const [rateLimits] = catalogue().filter(({ name }) => name === policy);
const headline = rateLimits ? headlineOf(rateLimits) : "";
const urn = "urn:pulumi:dev::gatehouse::gatehouse:gateway:ClientKeys$aws:apigateway/usagePlan:UsagePlan::standard";

describe("verdicts", () => {
    it("has the pack's summary and the engine's findings for each rule", () => {
        assert.match(headline, /^R3: No client, /);
        const found = { policy, urn, message: `${headline}\nUsagePlan "standard": too fast.`, isAdvisory: false };
        const [r1, r2, r3, r4] = verdicts([found], [r3Report]);
        assert.deepEqual([r1?.checked, r2?.checked, r4?.checked], ["not checked", "not checked", "not checked"]);
        assert.deepEqual(r3?.findings, [{ policy, urn, message: 'UsagePlan "standard": too fast.' }]);
    });

    it("ignores the findings of another pack", () => {
        const found = { policy: "their-rule", urn, message: "theirs", isAdvisory: false };
        assert.deepEqual(
            verdicts([found], [r3Report]).flatMap(({ findings }) => findings),
            [],
        );
    });
});

describe("verdictLines", () => {
    it("summarises a rule that holds in one line", () => {
        const rule = { id: "R2", checked: "9 GET operations cached, 1 volatile", ...nothing } as const;
        assert.deepEqual(verdictLines(rule, "strict"), ["R2 · 9 GET operations cached, 1 volatile · holds (strict)"]);
        assert.deepEqual(verdictLines(rule), ["R2 · 9 GET operations cached, 1 volatile · holds"]);
    });

    it("does not report an unchecked rule as holding", () => {
        assert.deepEqual(verdictLines({ id: "R2", checked: "not checked", ...nothing }, "strict"), [
            "R2 · not checked",
        ]);
    });

    it("names the resource and the policy of each finding", () => {
        const findings = [{ policy, urn, message: 'UsagePlan "standard": too fast.\nWanted: less.' }];
        assert.deepEqual(verdictLines({ id: "R3", checked: "1 stage", ...nothing, findings }), [
            "R3 · 1 stage · broken, 1 finding",
            '  ✗ UsagePlan "standard": too fast.',
            "    Wanted: less.",
            "    aws:apigateway:UsagePlan standard · r3-rate-limits",
        ]);
    });

    it("lists waived findings and when the first waiver ends", () => {
        const waived = ["2026-12-01", "2026-11-25"].map((expires) => ({
            policy,
            urn,
            message: 'UsagePlan "standard": too fast.',
            reason: "the partner moves in December",
            owner: "payments",
            expires,
        }));
        assert.deepEqual(verdictLines({ id: "R3", checked: "1 stage", ...nothing, waived }), [
            "R3 · 1 stage · holds, 2 waived until 2026-11-25",
            "  – aws:apigateway:UsagePlan standard · r3-rate-limits · waived until 2026-12-01 by payments: the partner moves in December",
            "  – aws:apigateway:UsagePlan standard · r3-rate-limits · waived until 2026-11-25 by payments: the partner moves in December",
        ]);
    });

    it("shows when and by whom a waiver was reviewed", () => {
        const message = "ClusterIP";
        const waiver = { reason: "by design", owner: "platform", expires: "2027-11-01", reviewed: "2026-11-01" };
        const waived = [{ policy, urn, message, ...waiver }];
        assert.equal(
            verdictLines({ id: "R3", checked: "1 stage", ...nothing, waived })[1],
            "  – aws:apigateway:UsagePlan standard · r3-rate-limits · reviewed on 2026-11-01 by platform: by design",
        );
    });

    it("shows what is undecided and what would decide it, and warnings, with signs of their own", () => {
        const undecided = [{ policy, urn, message: "UsagePlan: the rate is not known.\nDecided by: its value." }];
        const warnings = [{ policy: "r3-stage-throttles", urn, message: "UsagePlan: no limit of its own." }];
        const rule = { id: "R3", checked: "1 stage", ...nothing, undecided, warnings } as const;
        assert.deepEqual(verdictLines(rule, "standard"), [
            "R3 · 1 stage · undecided (standard), 1 cause, 1 warning",
            "  ? UsagePlan: the rate is not known.",
            "    Decided by: its value.",
            "    aws:apigateway:UsagePlan standard · r3-rate-limits",
            "  ! UsagePlan: no limit of its own.",
            "    aws:apigateway:UsagePlan standard · r3-stage-throttles",
        ]);
    });

    it("shows a cause once, with the first rule that it leaves undecided", () => {
        const message = "RestApi: body is not known.\nDecided by: the value of body.";
        const shown = new Set<string>();
        const lines = (["R2", "R4"] as const).map((id) =>
            verdictLines(
                { id, checked: "1 stage", ...nothing, undecided: [{ policy, urn, message }] },
                "standard",
                shown,
            ),
        );
        assert.deepEqual(
            lines.map(({ length }) => length),
            [4, 2],
        );
        assert.equal(lines[1]?.[1], "  ? aws:apigateway:UsagePlan standard · r3-rate-limits · for the same reason");
    });

    it("reads what is undecided and waived from the pack's report", () => {
        const waived = [{ policy, urn, message: "m", reason: "r", owner: "o", expires: "2026-12-01" }];
        const undecided = [{ policy, tier: "gateway" as const, urn, message: "m" }];
        const [, , r3] = verdicts([], [{ ...r3Report, undecided, waived }]);
        assert.deepEqual([r3?.waived, r3?.undecided], [waived, [{ policy, urn, message: "m" }]]);
    });
});
