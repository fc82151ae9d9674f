import type { EngineRun } from "../facts/engine-run";
import { cents, hoursPerMonth } from "./amount";
import type { Cost } from "./cost-schema";
import type { Price } from "./price-schema";

/** Returns the resources of a type that are not deleted. */
export type ByType = (type: string) => EngineRun["resources"];

/** Number of load balancers that are billed, by their form. */
export interface LoadBalancers {
    readonly network: number;
    readonly application: number;
}

/** A line, or the item that cannot be estimated. */
export type Estimated = { readonly line: Cost["fixed"][number] } | { readonly missing: string };

/** The line of items with a monthly price; none if there are no items. */
export function priced(what: string, count: number, { usd: each, source, region }: Price): Estimated[] {
    if (count === 0) return [];
    return [{ line: { what, count, each, monthly: cents(count * each), source, ...(region && { region }) } }];
}

/** The line of items with an hourly price; none if there are no items. */
export function hourly(what: string, count: number, price: Price): Estimated[] {
    return priced(what, count, { ...price, usd: price.usd * hoursPerMonth });
}
