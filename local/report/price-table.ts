import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { UsageError } from "../usage-error";

const source = z.string().min(1).describe("Where the price was read, and when.");
const usd = z.number().min(0);
const price = z.strictObject({ usd, source });
const usage = z.strictObject({ usd, source, assumed: z.number().min(0).describe("Units in a month.") });

const schema = z.strictObject({
    region: z.string().min(1),
    currency: z.literal("USD"),
    asOf: z
        .string()
        .regex(/^\d{4}-\d{2}/)
        .describe("When the newest of the prices was read."),
    fixed: z.strictObject({
        eksClusterHour: price,
        natGatewayHour: price,
        loadBalancerHour: price,
        publicAddressHour: price,
        webAclMonth: price,
    }),
    cacheHour: z.strictObject({ source, usdBySizeGb: z.record(z.string(), usd) }),
    instanceHour: z.strictObject({ source, usdByType: z.record(z.string(), usd) }),
    usage: z.strictObject({
        requestsMillion: usage,
        loadBalancerCapacityHours: usage.describe("Of each load balancer."),
        natGb: usage.describe("Of each NAT gateway."),
        logGb: usage,
        dataOutGb: usage,
    }),
});

/** Prices of a region and the use that is assumed where use is what costs. */
export type PriceTable = z.output<typeof schema>;

/** The table that is used unless another is named. */
export const defaultPrices = join(__dirname, "prices", "us-east-1.json");

/**
 * Reads a table of prices.
 * @throws {UsageError} with every fault of the file.
 */
export function readPrices(file = defaultPrices): PriceTable {
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
            error instanceof SyntaxError ? "no JSON" : error instanceof Error && "code" in error ? error.code : error;
        throw new UsageError([`"${file}": got ${String(got)}, want a table of prices`]);
    }
}
