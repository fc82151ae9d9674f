import assert from "node:assert/strict";
import { Budget, type BudgetArgs } from "../../../infra/watching/budget";
import { inputsOf, record } from "../recorder";

const args: BudgetArgs = { budgetName: "shop", monthlyUsd: 250.5, percent: 80, tags: {}, topicArn: "arn:topic" };
const build = async (changes: Partial<BudgetArgs> = {}) =>
    inputsOf(await record(() => new Budget("shop", { ...args, ...changes })), "aws:budgets/budget:Budget");

describe("Budget", () => {
    it("is a monthly one of costs, and tells the topic of actual and of forecast costs", async () => {
        const { notifications, ...inputs } = await build();
        assert.deepEqual(inputs, {
            name: "shop",
            budgetType: "COST",
            limitAmount: "250.5",
            limitUnit: "USD",
            timeUnit: "MONTHLY",
        });
        const shared = {
            comparisonOperator: "GREATER_THAN",
            threshold: 80,
            thresholdType: "PERCENTAGE",
            subscriberSnsTopicArns: ["arn:topic"],
        };
        assert.deepEqual(notifications, [
            { notificationType: "ACTUAL", ...shared },
            { notificationType: "FORECASTED", ...shared },
        ]);
    });

    it("counts the costs of resources with all of the tags", async () => {
        const one = await build({ tags: { stack: "shop" } });
        assert.deepEqual(one.filterExpression, { tags: { key: "stack", values: ["shop"] } });
        assert.equal(one.metrics, "UnblendedCost");
        const both = await build({ tags: { project: "gatehouse", stack: "shop" } });
        assert.deepEqual(both.filterExpression, {
            ands: [{ tags: { key: "project", values: ["gatehouse"] } }, { tags: { key: "stack", values: ["shop"] } }],
        });
    });
});
