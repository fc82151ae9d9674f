import { isLoadBalancer } from "../../../cloud-simulator/resources/service-load-balancer";
import type { PropertyMap } from "../../../cloud-simulator/state/property-values";
import { balancedBackends } from "../../../gateway-emulator/state/registered-backends";
import type { EngineRun } from "../facts/engine-run";
import { cents, hoursPerMonth } from "./amount";
import { budgetOf } from "./cost-budget";
import { fixedCosts } from "./cost-fixed";
import type { ByType, LoadBalancers } from "./cost-line";
import { nodesBasis } from "./cost-nodes";
import { costsAtRest, isOfPipeline } from "./cost-pipelines";
import type { Cost } from "./cost-schema";
import { containerLogGroups, usageCosts } from "./cost-usage";
import type { PriceTable } from "./price-schema";
import { unpricedTypes } from "./unpriced";

/**
 * Estimates the monthly cost of a deployed stack: fixed costs, and those of the assumed usage.
 * @param day day of the estimate, such as `2026-11-28`.
 */
export function estimateCost(run: EngineRun, prices: PriceTable, day: string): Cost {
    // The engine reports resources in no fixed order.
    const live = run.resources.filter(({ op }) => op !== "delete").sort((a, b) => a.urn.localeCompare(b.urn));
    const of: ByType = (type) => live.filter((resource) => resource.type === type);
    const priced = pricedLoadBalancers(run, live);
    const loadBalancers = countByForm(run, priced);
    const { lines: fixed, notEstimated } = fixedCosts(run, of, loadBalancers, prices, day);
    const usage = usageCosts(run, of, loadBalancers, prices);
    const atRest = costsAtRest(
        live,
        (part) => fixedCosts(run, part, { network: 0, application: 0 }, prices, day).lines,
    );
    const basis = nodesBasis(run, of, prices);
    const budget = budgetOf(run, of, total(fixed) + total(usage));
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
        ...(atRest.length > 0 && { atRest }),
        addedApi: cents(prices.fixed.loadBalancerHour.usd * hoursPerMonth),
        addedApiUsage: cents(usd * assumed),
        ...(basis !== undefined && { basis: [basis] }),
        ...(budget !== undefined && { budget }),
        notEstimated: [
            ...notEstimated,
            ...(containerLogGroups(run, of, "performance").length > 0
                ? ["metrics of Container Insights, which are billed by the observation"]
                : []),
            ...(of("aws:lambda/function:Function").length > 0 ? ["logs of functions"] : []),
            ...unpricedTypes(
                live.filter((each) => !priced.has(each.urn) && !isOfPipeline(each)),
                new Set(live.filter(isOfPipeline).map(({ type }) => type)),
            ),
            "logs of other programs, storage of logs, disks of nodes, requests to keys of KMS, traffic between zones, taxes and discounts",
        ],
    };
}

// URNs of those that backends registered, and of the Services for which a controller in a cluster creates others.
function pricedLoadBalancers({ inputs, backends }: EngineRun, live: EngineRun["resources"]): ReadonlySet<string> {
    const registered = balancedBackends(backends.values()).map(({ loadBalancer }) => loadBalancer.urn);
    const others = live.filter(({ urn }) => isLoadBalancer((inputs.get(urn) ?? {}) as PropertyMap));
    return new Set([...registered, ...others.map(({ urn }) => urn)]);
}

// A controller in a cluster creates network load balancers for Services.
function countByForm({ backends }: EngineRun, priced: ReadonlySet<string>): LoadBalancers {
    const registered = balancedBackends(backends.values()).map(({ loadBalancer }) => loadBalancer);
    const application = new Set(registered.filter(({ form }) => form === "application").map(({ urn }) => urn)).size;
    return { network: priced.size - application, application };
}

function total(lines: Cost["fixed"]): number {
    return cents(lines.reduce((sum, { monthly }) => sum + monthly, 0));
}
