import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { z } from "zod";
import { UsageError } from "../../terminal/usage-error";
import { type PriceTable, priceTable, regionalTable, type Use } from "./price-schema";

const folder = join(__dirname, "prices");

/** File of the default price table, from which other regions take the prices that are not known there. */
export const defaultPrices = join(folder, "us-east-1.json");

/**
 * Reads a complete price table.
 * @throws {UsageError} with every problem of the file.
 */
export function readPrices(file = defaultPrices): PriceTable {
    return parse(file, priceTable);
}

/**
 * Prices of a region from the project's own tables. A price that is not known there is that of the default table, and
 * names its region.
 * @param region such as `eu-central-1`; undefined if it is not known.
 */
export function regionalPrices(region: string | undefined): PriceTable {
    const base = readPrices();
    const file = join(folder, `${region}.json`);
    if (region === undefined || region === base.region || !existsSync(file)) return base;
    const own = parse(file, regionalTable);
    const inherited = <Entry extends object>(entries: Readonly<Record<string, Entry>>) =>
        Object.fromEntries(Object.entries(entries).map(([name, entry]) => [name, { ...entry, region: base.region }]));
    const usage = Object.entries(own.usage).map(([name, entry]) => {
        const { assumed } = base.usage[name as keyof PriceTable["usage"]];
        return [name, { ...entry, assumed }];
    });
    return priceTable.parse({
        ...base,
        region: own.region,
        asOf: own.asOf,
        fixed: { ...inherited(base.fixed), ...own.fixed },
        cacheHour: { ...inherited(base.cacheHour), ...own.cacheHour },
        instanceHour: { ...inherited(base.instanceHour), ...own.instanceHour },
        databaseHour: { ...inherited(base.databaseHour), ...own.databaseHour },
        usage: { ...inherited(base.usage), ...Object.fromEntries(usage) },
    });
}

/** Replaces assumptions about usage in a price table. */
export function withAssumed(prices: PriceTable, assumed: Readonly<Partial<Record<Use, number>>>): PriceTable {
    const entries = Object.entries(prices.usage).map(([name, usage]) => {
        const own = assumed[name as Use];
        return [name, own === undefined ? usage : { ...usage, assumed: own }];
    });
    const { autoModeNodeHours: assumedHours = prices.autoModeNode.assumedHours } = assumed;
    return {
        ...prices,
        autoModeNode: { ...prices.autoModeNode, assumedHours },
        usage: Object.fromEntries(entries) as PriceTable["usage"],
    };
}

function parse<Table>(file: string, schema: z.ZodType<Table>): Table {
    const parsed = schema.safeParse(read(file));
    if (parsed.success) return parsed.data;
    throw new UsageError(
        parsed.error.issues.map(
            ({ path, message }) => `"${file}" ${path.join(".")}: ${message}, want the form of ${defaultPrices}`,
        ),
    );
}

function read(file: string): unknown {
    try {
        return JSON.parse(readFileSync(file, "utf8"));
    } catch (error) {
        const got =
            error instanceof SyntaxError
                ? "invalid JSON"
                : error instanceof Error && "code" in error
                  ? error.code
                  : error;
        throw new UsageError([`"${file}": got ${String(got)}, want a price table`]);
    }
}
