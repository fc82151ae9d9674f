import type { EngineRun } from "../facts/engine-run";
import { textAt } from "../facts/inputs";
import { cents, dollars } from "./amount";
import type { ByType } from "./cost-line";
import type { Cost } from "./cost-schema";

/** Share of the estimate that a suggested budget adds to it: usage is assumed, and taxes are not estimated. */
const reserve = 0.2;

/** The monthly budget of the stack beside the estimate; undefined for a stack without one. */
export function budgetOf({ inputs }: EngineRun, of: ByType, estimate: number): Cost["budget"] {
    const [budget] = of("aws:budgets/budget:Budget");
    const monthlyUsd = Number(budget && textAt(inputs.get(budget.urn), ["limitAmount"]));
    if (!Number.isFinite(monthlyUsd)) return undefined;
    const suggestedUsd = Math.max(1, Math.ceil(cents(estimate * (1 + reserve))));
    return { monthlyUsd, isExceeded: estimate > monthlyUsd, suggestedUsd };
}

/** A line about the budget: a warning if the estimate is above it; none without a budget. */
export function budgetNote({ budget, fixedTotal, usageTotal }: Cost): string[] {
    if (budget === undefined) return [];
    const estimate = dollars(cents(fixedTotal + usageTotal));
    const { monthlyUsd, isExceeded, suggestedUsd } = budget;
    const setting = "gatehouse:alarms.budget.monthlyUsd";
    return isExceeded
        ? [
              `Warning: the estimate of ${estimate} is above the budget of ${dollars(monthlyUsd)} a month, so that its alarm will be sent. ` +
                  `A value of ${setting} with some reserve is ${suggestedUsd}.`,
          ]
        : [`The estimate of ${estimate} is within the budget of ${dollars(monthlyUsd)} a month.`];
}
