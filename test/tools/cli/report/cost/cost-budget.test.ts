import assert from "node:assert/strict";
import { budgetNote, budgetOf } from "../../../../../tools/cli/report/cost/cost-budget";
import type { Cost } from "../../../../../tools/cli/report/cost/cost-schema";
import type { EngineRun } from "../../../../../tools/cli/report/facts/engine-run";

const urn = "urn:pulumi:prod::gatehouse::aws:budgets/budget:Budget::shop";

function budget(limitAmount: unknown, estimate: number): Cost["budget"] {
    const run = { inputs: new Map([[urn, { limitAmount }]]) } as unknown as EngineRun;
    const resources = (
        limitAmount === undefined ? [] : [{ urn, type: "aws:budgets/budget:Budget", name: "shop", op: "create" }]
    ) as EngineRun["resources"];
    return budgetOf(run, (type) => (type === "aws:budgets/budget:Budget" ? resources : []), estimate);
}

const note = (limitAmount: unknown, fixedTotal: number, usageTotal: number) =>
    budgetNote({ budget: budget(limitAmount, fixedTotal + usageTotal), fixedTotal, usageTotal } as Cost);

describe("the budget in a cost estimate", () => {
    it("is warned of, with a suggestion, when the estimate is above it", () => {
        assert.deepEqual(note("100", 90, 20.5), [
            "Warning: the estimate of $110.50 is above the budget of $100.00 a month, so that its alarm will be sent. A value of gatehouse:alarms.budget.monthlyUsd with some reserve is 133.",
        ]);
        assert.deepEqual(budget("100", 110.5), { monthlyUsd: 100, isExceeded: true, suggestedUsd: 133 });
    });

    it("holds when the estimate is not above it", () => {
        assert.deepEqual(note("100", 80, 20), ["The estimate of $100.00 is within the budget of $100.00 a month."]);
    });

    it("is not mentioned without one", () => {
        assert.deepEqual(note(undefined, 80, 20), []);
        assert.equal(budget("unknown", 1), undefined);
    });
});
