import type { EngineRun } from "../facts/engine-run";
import { textAt } from "../facts/inputs";
import { cents, hoursPerMonth } from "./amount";
import { type ByType, fixedCosts } from "./cost-fixed";
import type { Cost } from "./cost-schema";
import { usageCosts } from "./cost-usage";
import type { PriceTable } from "./price-table";
import { unpricedTypes } from "./unpriced";

/** Estimates what a stack costs in a month once it is up: what is paid by the hour, and what use would add. */
export function estimateCost(run: EngineRun, prices: PriceTable): Cost {
    const live = run.resources.filter(({ op }) => op !== "delete");
    const of: ByType = (type) => live.filter((resource) => resource.type === type);
    const loadBalancers = of("kubernetes:core/v1:Service").filter(
        ({ urn }) => textAt(run.inputs.get(urn), ["spec", "type"]) === "LoadBalancer",
    ).length;
    const { lines: fixed, notEstimated } = fixedCosts(run, of, loadBalancers, prices);
    const usage = usageCosts(run, of, loadBalancers, prices);
    const { usd, assumed } = prices.usage.loadBalancerCapacityHours;
    return {
        currency: prices.currency,
        pricesOf: prices.region,
        asOf: prices.asOf,
        ...(run.region !== undefined && { region: run.region }),
        fixed,
        fixedTotal: total(fixed),
        usage,
        usageTotal: total(usage),
        addedApi: cents(prices.fixed.loadBalancerHour.usd * hoursPerMonth),
        addedApiUsage: cents(usd * assumed),
        notEstimated: [
            ...notEstimated,
            ...unpricedTypes(live.map(({ type }) => type)),
            "storage of logs, requests to keys of KMS, traffic between zones, taxes and discounts",
        ],
    };
}

function total(lines: Cost["fixed"]): number {
    return cents(lines.reduce((sum, { monthly }) => sum + monthly, 0));
}
