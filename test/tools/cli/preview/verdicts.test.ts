import assert from "node:assert/strict";
import { catalogue } from "../../../../policy/pack/catalogue";
import type { PackReport } from "../../../../policy/pack/report";
import { verdictLines, verdicts } from "../../../../tools/cli/preview/verdicts";

const report: PackReport = {
    rules: [
        {
            id: "R3",
            checked: "1 stage and 1 plan within 100,000 requests per second",
            counts: {},
            findings: [],
            waived: [],
        },
    ],
};
const policy = "r3-rate-limits";
const description = catalogue().find(({ name }) => name === policy)?.description ?? "";
const urn = "urn:pulumi:dev::gatehouse::gatehouse:gateway:ClientKeys$aws:apigateway/usagePlan:UsagePlan::standard";

describe("verdicts", () => {
    it("gives each rule what the pack checked and what the engine found", () => {
        const found = { policy, urn, message: `${description}\nUsagePlan "standard": too fast.` };
        const [r1, r2, r3, r4] = verdicts([found], report);
        assert.deepEqual([r1?.checked, r2?.checked, r4?.checked], ["not checked", "not checked", "not checked"]);
        assert.deepEqual(r3?.findings, [{ policy, urn, message: 'UsagePlan "standard": too fast.' }]);
    });

    it("leaves out what another pack found", () => {
        const found = { policy: "their-rule", urn, message: "theirs" };
        assert.deepEqual(
            verdicts([found], report).flatMap(({ findings }) => findings),
            [],
        );
    });
});

describe("verdictLines", () => {
    it("says in one line what was judged where a rule holds", () => {
        const lines = verdictLines({
            id: "R2",
            checked: "9 GET operations cached, 1 volatile",
            findings: [],
            waived: [],
        });
        assert.deepEqual(lines, ["R2 · 9 GET operations cached, 1 volatile · holds"]);
    });

    it("does not say that a rule holds that was not checked", () => {
        assert.deepEqual(verdictLines({ id: "R2", checked: "not checked", findings: [], waived: [] }), [
            "R2 · not checked",
        ]);
    });

    it("names the resource and the policy of each finding", () => {
        const findings = [{ policy, urn, message: 'UsagePlan "standard": too fast.\nWanted: less.' }];
        assert.deepEqual(verdictLines({ id: "R3", checked: "1 stage", findings, waived: [] }), [
            "R3 · 1 stage · broken, 1 finding",
            '  ✗ UsagePlan "standard": too fast.',
            "    Wanted: less.",
            "    aws:apigateway:UsagePlan standard · r3-rate-limits",
        ]);
    });

    it("lists what is waived, and says when the first waiver ends", () => {
        const waived = ["2026-12-01", "2026-11-25"].map((expires) => ({
            policy,
            urn,
            message: 'UsagePlan "standard": too fast.',
            reason: "the partner moves in December",
            owner: "payments",
            expires,
        }));
        assert.deepEqual(verdictLines({ id: "R3", checked: "1 stage", findings: [], waived }), [
            "R3 · 1 stage · holds, 2 waived until 2026-11-25",
            "  – aws:apigateway:UsagePlan standard · r3-rate-limits · waived until 2026-12-01 by payments: the partner moves in December",
            "  – aws:apigateway:UsagePlan standard · r3-rate-limits · waived until 2026-11-25 by payments: the partner moves in December",
        ]);
    });

    it("takes what is waived from the pack's report", () => {
        const waived = [{ policy, urn, message: "m", reason: "r", owner: "o", expires: "2026-12-01" }];
        const [rule] = report.rules;
        const [, , r3] = verdicts([], { rules: rule ? [{ ...rule, waived }] : [] });
        assert.deepEqual(r3?.waived, waived);
    });
});
