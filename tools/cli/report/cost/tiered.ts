import type { PriceTable } from "./price-schema";

/** The price of a unit of usage, and of those above a threshold. */
export type UsagePrice = PriceTable["usage"][keyof PriceTable["usage"]];

/** The price of so many units in a month, in dollars, and the average price of one of them. */
export function priceOfUse(count: number, { usd, tiers = [] }: UsagePrice): { monthly: number; each: number } {
    const steps = [{ above: 0, usd }, ...tiers];
    const monthly = steps.reduce((sum, { above, usd: price }, index) => {
        const upTo = steps[index + 1]?.above ?? Number.POSITIVE_INFINITY;
        return sum + Math.max(0, Math.min(count, upTo) - above) * price;
    }, 0);
    return { monthly, each: count === 0 ? usd : monthly / count };
}
