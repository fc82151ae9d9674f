import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { UsageError } from "../../terminal/usage-error";

const source = z.string().min(1).describe("Source of the price, and when it was read.");
const usd = z.number().min(0);
const price = z.strictObject({ usd, source });
const usage = z.strictObject({
    usd,
    source,
    assumed: z.number().min(0).describe("Units in a month."),
    tiers: z
        .array(z.strictObject({ above: z.number().min(0), usd }))
        .optional()
        .describe("Prices of the units above a threshold, in ascending order."),
});

/** Items charged by usage: the name of each assumption, and its unit. */
export const uses = {
    requestsMillion: "million requests to the gateway",
    loadBalancerCapacityHours: "capacity unit hours of load balancers",
    autoModeNodeHours: "hours of instances that EKS Auto Mode starts",
    natGb: "GB through NAT gateways",
    logGb: "GB of logs",
    dataOutGb: "GB to the internet",
    tableWritesMillion: "million writes to DynamoDB tables",
    tableReadsMillion: "million reads of DynamoDB tables",
    tableGb: "GB in DynamoDB tables",
    filteredRequestsMillion: "million requests through web ACLs",
} as const;

/** Name of an assumption about usage. */
export type Use = keyof typeof uses;

const schema = z.strictObject({
    region: z.string().min(1),
    currency: z.literal("USD"),
    asOf: z
        .string()
        .regex(/^\d{4}-\d{2}/)
        .describe("When the newest price was read."),
    fixed: z.strictObject({
        eksClusterHour: price,
        natGatewayHour: price,
        loadBalancerHour: price,
        publicAddressHour: price,
        interfaceEndpointHour: price.describe("In each subnet."),
        kmsKeyMonth: price,
        webAclMonth: price,
        webAclRuleMonth: price,
    }),
    cacheHour: z.strictObject({ source, usdBySizeGb: z.record(z.string(), usd) }),
    instanceHour: z.record(z.string(), price),
    usage: z.strictObject({
        requestsMillion: usage,
        loadBalancerCapacityHours: usage.describe("Of each load balancer."),
        autoModeNodeHours: usage.describe("Of a cluster without node groups."),
        natGb: usage.describe("Of each NAT gateway."),
        logGb: usage,
        dataOutGb: usage,
        tableWritesMillion: usage.describe("Of each on-demand table."),
        tableReadsMillion: usage.describe("Of each on-demand table."),
        tableGb: usage.describe("Of each table."),
        filteredRequestsMillion: usage.describe("Of each web ACL."),
    }),
});

/** Prices of a region, and the assumed usage of items that are charged by usage. */
export type PriceTable = z.output<typeof schema>;

/** File of the default price table. */
export const defaultPrices = join(__dirname, "prices", "us-east-1.json");

/**
 * Reads a price table.
 * @throws {UsageError} with every problem of the file.
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

/** Replaces assumptions about usage in a price table. */
export function withAssumed(prices: PriceTable, assumed: Readonly<Partial<Record<Use, number>>>): PriceTable {
    const entries = Object.entries(prices.usage).map(([name, usage]) => {
        const own = assumed[name as Use];
        return [name, own === undefined ? usage : { ...usage, assumed: own }];
    });
    return { ...prices, usage: Object.fromEntries(entries) as PriceTable["usage"] };
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
