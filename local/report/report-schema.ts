import { z } from "zod";

const location = z
    .object({
        file: z.string().describe("Path from the repository's root."),
        line: z.int().min(1).optional().describe("Line, from 1; absent where only the file is known."),
    })
    .describe("Where a person changes it.");

const finding = z.object({
    fingerprint: z.string().describe("Stays the same while the same policy complains of the same resource."),
    policy: z.string().describe('Name of the policy, such as "r3-rate-limits".'),
    severity: z.enum(["medium", "high", "critical"]),
    urn: z.string().describe("Resource; empty where the whole stack is meant."),
    message: z.string().describe("What was found, what is wanted, what to change: a line each."),
    location,
});

const rule = z.object({
    id: z.enum(["R1", "R2", "R3", "R4"]),
    statement: z.string(),
    holds: z.boolean().describe("True only where the rule was judged and nothing was found."),
    judged: z.string().describe("What was judged and holds, in words."),
    findings: z.array(finding),
});

const resource = z.object({
    urn: z.string(),
    type: z.string().describe("Type token, such as aws:ec2/vpc:Vpc."),
    name: z.string(),
    op: z.string().describe('What the engine would do: "create", "update", "replace", "delete", "same", …'),
});

const broken = z.array(z.enum(["R1", "R2", "R3", "R4"])).describe("Rules that are broken here.");

const architecture = z
    .object({
        nodes: z.array(
            z.object({
                id: z.string(),
                kind: z.enum(["internet", "clients", "stage", "api", "link", "service", "pods", "zone", "other"]),
                label: z.array(z.string()).describe("Lines of text."),
                urn: z.string().optional().describe("Resource that the node stands for."),
                broken,
            }),
        ),
        groups: z.array(z.object({ id: z.enum(["network", "cluster"]), label: z.string(), urn: z.string(), broken })),
        edges: z
            .array(z.object({ from: z.string(), to: z.string(), broken: z.boolean() }))
            .describe("The way of a request; broken where it goes past the gateway."),
    })
    .describe("The picture, by ids of nodes.");

const costLine = z.object({
    what: z.string(),
    count: z.number(),
    each: z.number().describe("For one, in a month or for one unit of use."),
    monthly: z.number(),
    source: z.string().describe("Where the price was read, and when."),
});

const cost = z
    .object({
        currency: z.literal("USD"),
        pricesOf: z.string().describe("Region that the prices are of."),
        asOf: z.string(),
        region: z.string().optional().describe("Region of the stack; absent if it is not known."),
        fixed: z.array(costLine).describe("Paid by the hour, used or not."),
        fixedTotal: z.number(),
        usage: z.array(costLine).describe("Paid by use; the count is assumed."),
        usageTotal: z.number(),
        addedApi: z.number().describe("What one more API adds in a month before use."),
        notEstimated: z.array(z.string()),
    })
    .describe("What the stack costs in a month once it is up.");

const ruleIds = z.array(z.enum(["R1", "R2", "R3", "R4"]));

const difference = z
    .union([
        z.object({ commit: z.string(), error: z.string().describe("Why the base could not be rendered.") }),
        z.object({
            commit: z.string(),
            added: z.array(resource),
            removed: z.array(resource),
            newlyBroken: ruleIds,
            mended: ruleIds,
            fixedCost: z.number().describe("Difference of the month's cost before use, in USD."),
        }),
    ])
    .describe("Against the base commit; absent without --base.");

/** What `report.json` holds; every other form of the report is made of it. */
export const reportSchema = z.object({
    version: z.literal(1).describe("Version of this form; a change that breaks readers raises it."),
    stack: z.string(),
    source: z.enum(["offline preview", "event log"]).describe("Where the engine's events came from."),
    verdict: z.enum(["holds", "broken", "failed"]),
    exitCode: z.int().describe("0 every rule holds, 1 a rule is broken, 3 the engine failed."),
    rules: z.array(rule),
    changes: z.record(z.string(), z.int()).describe("How many resources by operation."),
    resources: z.array(resource).describe("Sorted by type and name."),
    architecture,
    cost,
    difference: difference.optional(),
    errors: z.array(z.string()).describe("What kept the preview from an answer."),
});

/** A report of a preview. */
export type Report = z.output<typeof reportSchema>;

/** What became of one rule. */
export type ReportedRule = z.output<typeof rule>;

/** Why a rule does not hold, and where to change that. */
export type ReportedFinding = z.output<typeof finding>;

/** The picture of a stack. */
export type Architecture = z.output<typeof architecture>;

/** What a stack costs. */
export type Cost = z.output<typeof cost>;

/** What a change makes of a stack. */
export type Difference = z.output<typeof difference>;

/** A file, and the line in it where it is known. */
export type SourceLocation = z.output<typeof location>;
