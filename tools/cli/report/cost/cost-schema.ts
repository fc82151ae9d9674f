import { z } from "zod";

const costLine = z.object({
    what: z.string().describe("Priced item."),
    count: z.number(),
    each: z.number().describe("Price of one item per month, or of one unit of usage."),
    monthly: z.number(),
    source: z.string().describe("Source of the price, and when it was read."),
    region: z.string().optional().describe("Region of the price, if its price there is not known."),
});

/** The `cost` field of report.json. */
export const costSchema = z
    .object({
        currency: z.literal("USD"),
        pricesOf: z.string().describe("Region of the prices."),
        asOf: z.string(),
        region: z.string().optional().describe("Region of the stack; absent if unknown."),
        fixed: z.array(costLine).describe("Charged by the hour or month, regardless of usage."),
        fixedTotal: z.number(),
        usage: z
            .array(
                costLine.extend({
                    assumption: z.string().describe("Name for --assume; of all lines that depend on it."),
                }),
            )
            .describe("Charged by usage; the count is an assumption."),
        usageTotal: z.number(),
        atRest: z
            .array(z.object({ what: z.string(), monthly: z.number(), lines: z.array(z.string()) }))
            .optional()
            .describe(
                "The fixed costs of each photo pipeline, and of each WebSocket API that gets announcements, which they have without traffic too; without alarms.",
            ),
        addedApi: z.number().describe("Fixed monthly cost of one more API with its own load balancer."),
        addedApiUsage: z.number().describe("Cost of the assumed usage of that load balancer."),
        basis: z.array(z.string()).optional().describe("Assumptions behind the counts of fixed items."),
        budget: z
            .object({
                monthlyUsd: z.number(),
                isExceeded: z.boolean().describe("Whether the estimate is above it."),
                suggestedUsd: z.number().describe("The estimate with a reserve."),
            })
            .optional()
            .describe("The monthly budget of the stack; absent if it has none."),
        notEstimated: z.array(z.string()),
    })
    .describe("Estimated monthly cost of the deployed stack.");

/** The estimated cost of a stack. */
export type Cost = z.output<typeof costSchema>;
