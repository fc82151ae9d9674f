import { z } from "zod";
import { ruleIds } from "../../../../policy/contract/rules";

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

const waived = finding
    .extend({
        reason: z.string(),
        owner: z.string(),
        expires: z.string().describe("Last day of the waiver, YYYY-MM-DD in UTC."),
    })
    .describe("A finding that is no violation for a while, and who says so.");

const rule = z.object({
    id: z.enum(ruleIds),
    statement: z.string(),
    holds: z.boolean().describe("True only where the rule was judged and nothing was found."),
    checked: z.string().describe("What was judged and holds, in words."),
    findings: z.array(finding),
    waived: z.array(waived),
});

const resource = z.object({
    urn: z.string(),
    type: z.string().describe("Type token, such as aws:ec2/vpc:Vpc."),
    name: z.string(),
    op: z.string().describe('What the engine would do: "create", "update", "replace", "delete", "same", …'),
    properties: z.record(z.string(), z.string()).describe("A digest of each input, to compare with another report."),
});

const schema = z.unknown().describe("Schema Object of OpenAPI 3.0.");
const content = z.record(z.string(), schema).describe("Schema by media type.");

const operation = z.object({
    method: z.string().describe("GET, POST, …"),
    path: z.string(),
    key: z.boolean().describe("Whether it asks for an API key."),
    parameters: z.array(z.object({ name: z.string(), in: z.string(), required: z.boolean(), schema })),
    request: z.object({ required: z.boolean(), content }).optional(),
    responses: z.record(z.string(), content).describe("What it answers, by status."),
});

const definition = z
    .object({
        api: z.string().describe("Name of the REST API."),
        known: z.boolean().describe("False where its body cannot be read: nothing of it can be compared then."),
        operations: z.array(operation).describe("Without the preflights that the gateway answers itself."),
        schemas: z.record(z.string(), schema).describe("What the operations refer to."),
    })
    .describe("What callers see of a REST API.");

const limit = z.object({
    subject: z.string().describe("A stage, a method of it, a plan or a client."),
    limit: z.string(),
    value: z.string(),
});

const broken = z.array(z.enum(ruleIds)).describe("Rules that are broken here.");

const architecture = z
    .object({
        nodes: z.array(
            z.object({
                id: z.string(),
                kind: z.enum(["internet", "clients", "stage", "api", "link", "service", "pods", "zone", "other"]),
                label: z.array(z.string()).describe("Lines of text."),
                urn: z.string().optional().describe("Resource that the node stands for, or the first of them."),
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
        usage: z
            .array(costLine.extend({ assumption: z.string().describe("Its name for --assume.") }))
            .describe("Paid by use; the count is assumed."),
        usageTotal: z.number(),
        addedApi: z.number().describe("What one more API adds in a month before use, with a load balancer of its own."),
        addedApiUsage: z.number().describe("What the assumed use of that load balancer adds."),
        notEstimated: z.array(z.string()),
    })
    .describe("What the stack costs in a month once it is up.");

const change = z.object({ breaking: z.boolean().describe("Whether it breaks callers."), text: z.string() });
const limitChange = limit.omit({ value: true }).extend({ before: z.string().optional(), after: z.string().optional() });

const ruleIdList = z.array(z.enum(ruleIds));

const difference = z
    .union([
        z.object({ commit: z.string(), error: z.string().describe("Why the base could not be rendered.") }),
        z.object({
            commit: z.string(),
            added: z.array(resource),
            removed: z.array(resource),
            changed: z
                .array(resource.pick({ urn: true, type: true, name: true }).extend({ properties: z.array(z.string()) }))
                .describe("Resources of both whose inputs differ, and which."),
            operations: z
                .array(
                    z.object({
                        operation: z.string(),
                        change: z.enum(["added", "removed", "changed"]),
                        changes: z.array(change),
                    }),
                )
                .describe("What callers of the APIs would notice."),
            notCompared: z.array(z.string()).describe("REST APIs whose body cannot be read, here or there."),
            limits: z.array(limitChange).describe("Without before it is new, without after it is gone."),
            waivers: z.array(
                z.object({
                    policy: z.string(),
                    urn: z.string(),
                    before: z.string().optional(),
                    after: z.string().optional(),
                }),
            ),
            costs: z.array(z.object({ what: z.string(), before: z.number(), after: z.number() })),
            newlyBroken: ruleIdList,
            fixed: ruleIdList,
            fixedCost: z.number().describe("Difference of the month's cost before use, in USD."),
            usageCost: z.number().describe("Difference of what the assumed use costs in a month, in USD."),
        }),
    ])
    .describe("Against the base commit; absent without --base.");

/** What `report.json` holds; every other form of the report is made of it. */
export const reportSchema = z.object({
    version: z.literal(1).describe("Version of this form; a change that breaks readers raises it."),
    stack: z.string(),
    day: z.string().describe("Day on which it was made, YYYY-MM-DD in UTC."),
    source: z.enum(["offline preview", "event log"]).describe("Where the engine's events came from."),
    verdict: z.enum(["holds", "broken", "failed"]),
    exitCode: z.int().describe("0 every rule holds, 1 a rule is broken, 3 the engine failed."),
    rules: z.array(rule),
    changes: z.record(z.string(), z.int()).describe("How many resources by operation."),
    resources: z.array(resource).describe("Sorted by type and name."),
    definitions: z.array(definition),
    limits: z.array(limit).describe("What holds callers back: throttles, quotas, caches, keys."),
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

/** Why a rule would not hold, had nobody waived it for a while. */
export type WaivedFinding = z.output<typeof waived>;

/** What callers see of a REST API. */
export type Definition = z.output<typeof definition>;

/** What one operation takes and gives. */
export type Operation = z.output<typeof operation>;

/** One thing that differs for callers of an operation. */
export type Change = z.output<typeof change>;

/** One limit that callers meet. */
export type Limit = z.output<typeof limit>;

/** The picture of a stack. */
export type Architecture = z.output<typeof architecture>;

/** What a stack costs. */
export type Cost = z.output<typeof cost>;

/** What a change makes of a stack. */
export type Difference = z.output<typeof difference>;

/** A file, and the line in it where it is known. */
export type SourceLocation = z.output<typeof location>;
