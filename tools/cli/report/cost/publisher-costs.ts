import { hoursPerMonth } from "./amount";
import { keyCheck, keyChecks } from "./cost-http";
import type { PriceTable, Use } from "./price-schema";
import { priceOfUse } from "./tiered";

/** The ways to publish an API, with what calls pass before they reach its load balancer. */
export type Publisher = "rest" | "http" | "httpWithKeys" | "httpWithQuota" | "httpAtEdge";

/** The key function as the stacks have it, and some clients: their number matters little. */
const keys = { gigabytes: 0.25, clients: 10 } as const;

/** GB of the smallest cache of a stage, without which a REST API breaks R2. */
const cacheGb = "0.5";

/** Most calls in a month that are compared, in millions: 11,400 a second. */
const maxMillionCalls = 30_000;

/**
 * The cost of a publisher in a month with its load balancer, in dollars: all that depends on the choice. Logs, the data to clients and the
 * servers cost the same whichever way an API is published.
 * @param millionCalls calls in a month, of at most 512 KB.
 */
export function publisherCost(publisher: Publisher, millionCalls: number, prices: PriceTable): number {
    const { fixed, usage } = prices;
    const use = (name: Exclude<Use, "autoModeNodeHours">, count: number) => priceOfUse(count, usage[name]).monthly;
    // A capacity unit is 1 GB in an hour, or less of other things (aws.amazon.com/elasticloadbalancing/pricing).
    const units = (name: "loadBalancerCapacityHours" | "applicationCapacityHours") =>
        use(name, Math.max(usage[name].assumed, millionCalls * gigabytesOfMillion(prices)));
    if (publisher === "rest") {
        const hourly = fixed.loadBalancerHour.usd + (prices.cacheHour[cacheGb]?.usd ?? 0);
        return hourly * hoursPerMonth + units("loadBalancerCapacityHours") + use("requestsMillion", millionCalls);
    }
    const open =
        fixed.applicationBalancerHour.usd * hoursPerMonth +
        units("applicationCapacityHours") +
        use("httpRequestsMillion", millionCalls);
    if (publisher === "http") return open;
    const writes = publisher === "httpWithQuota" ? keyCheck.writes : 1;
    const checked = keyChecks(millionCalls, { ...keys, writes }, prices).reduce((sum, { monthly }) => sum + monthly, 0);
    const edge = publisher === "httpAtEdge" ? use("edgeRequestsMillion", millionCalls) : 0;
    return open + checked + edge;
}

/** GB to clients for a million calls, as the table assumes them. */
export function gigabytesOfMillion({ usage: { dataOutGb, requestsMillion } }: PriceTable): number {
    return dataOutGb.assumed / requestsMillion.assumed;
}

/**
 * The number of calls in a month, in millions, from which a publisher costs more than another one that costs more for fewer calls;
 * undefined if there is no such number up to 30,000 million.
 */
export function breakEven(publisher: Publisher, other: Publisher, prices: PriceTable): number | undefined {
    const difference = (calls: number) => publisherCost(publisher, calls, prices) - publisherCost(other, calls, prices);
    const steps = Array.from({ length: 400 }, (_, index) => maxMillionCalls ** (index / 399));
    const above = steps.findIndex((calls, index) => difference(calls) > 0 && difference(steps[index - 1] ?? 0) <= 0);
    if (above < 0) return undefined;
    let [low, high] = [steps[above - 1] ?? 0, steps[above] ?? 0];
    while (high - low > high / 1_000) {
        const middle = (low + high) / 2;
        if (difference(middle) > 0) high = middle;
        else low = middle;
    }
    return high;
}
