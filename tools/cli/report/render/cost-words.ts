import type { Cost } from "../facts/report-schema";

/** An amount in dollars: `$1,234.50`. */
export function dollars(amount: number): string {
    return amount.toLocaleString("en-US", { style: "currency", currency: "USD" });
}

/** The sum of a month as a sentence. */
export function costHeadline({ fixedTotal, usageTotal }: Cost): string {
    return `${dollars(fixedTotal)} a month before use, and about ${dollars(usageTotal)} more for the use that is assumed.`;
}

/** What the estimate rests on and what it leaves out, a sentence each. */
export function costNotes(cost: Cost): string[] {
    const { pricesOf, asOf, region, addedApi, addedApiUsage, notEstimated, usage } = cost;
    const elsewhere =
        region !== undefined && region !== pricesOf ? `; the stack is in ${region}, where they differ` : "";
    const assumed = usage.map(({ assumption, count }) => `${assumption} ${count.toLocaleString("en")}`).join(", ");
    return [
        `List prices of ${pricesOf}, as of ${asOf}${elsewhere}.`,
        ...(usage.length === 0 ? [] : [`Assumed use in a month: ${assumed}; --assume NAME=NUMBER assumes another.`]),
        `Each further API adds its own load balancer: ${dollars(addedApi)} a month before use and about ` +
            `${dollars(addedApiUsage)} for the use that is assumed. Behind one that is there already it would add none of that.`,
        `Not estimated: ${notEstimated.join("; ")}.`,
    ];
}
