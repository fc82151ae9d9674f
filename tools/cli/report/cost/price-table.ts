import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { UsageError } from "../../terminal/usage-error";

const source = z.string().min(1).describe("Where the price was read, and when.");
const usd = z.number().min(0);
const price = z.strictObject({ usd, source });
const usage = z.strictObject({
    usd,
    source,
    assumed: z.number().min(0).describe("Units in a month."),
    tiers: z
        .array(z.strictObject({ above: z.number().min(0), usd }))
        .optional()
        .describe("Prices of the units above a number of them, in rising order."),
});

/** What is paid by use: what its units are called, and of what each assumption is. */
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

/** Name of an assumption about use. */
export type Use = keyof typeof uses;

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
        tableWritesMillion: usage.describe("Of each table that is paid by request."),
        tableReadsMillion: usage.describe("Of each table that is paid by request."),
        tableGb: usage.describe("Of each table."),
        filteredRequestsMillion: usage.describe("Of each web ACL."),
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

/** A table with other assumptions about use than its own. */
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
            error instanceof SyntaxError ? "no JSON" : error instanceof Error && "code" in error ? error.code : error;
        throw new UsageError([`"${file}": got ${String(got)}, want a table of prices`]);
    }
}
