/** Hours of a month, as AWS's own calculator counts them. */
export const hoursPerMonth = 730;

/** Rounds an amount to whole cents. */
export function cents(amount: number): number {
    return Math.round(amount * 100) / 100;
}

/** Formats an amount in dollars: `$1,234.50`. */
export function dollars(amount: number): string {
    return amount.toLocaleString("en-US", { style: "currency", currency: "USD" });
}
