/** Hours of a month, as AWS's own calculator counts them. */
export const hoursPerMonth = 730;

/** Rounds an amount to whole cents. */
export function cents(amount: number): number {
    return Math.round(amount * 100) / 100;
}
