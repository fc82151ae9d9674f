import { z } from "zod";
import { ruleIds } from "../../../../policy/contract/rules";
import { presets } from "../../../../policy/contract/tiers";
import { costSchema } from "../cost/cost-schema";
import { definition, parameterName } from "./definition-schema";

const location = z
    .object({
        file: z.string().describe("Path from the root of the repository."),
        line: z.int().min(1).optional().describe("Line, from 1; absent if only the file is known."),
    })
    .describe("Place to change.");

const finding = z.object({
    fingerprint: z.string().describe("Identical in each report for the same policy and resource."),
    policy: z.string().describe('Name of the policy, such as "r3-rate-limits".'),
    severity: z.enum(["medium", "high", "critical"]),
    urn: z.string().describe("Resource; empty for the whole stack."),
    message: z.string().describe("Actual state, expected state and change to make, one line each."),
    location,
});

const waived = finding
    .extend({
        reason: z.string(),
        owner: z.string(),
        expires: z.string().describe("Last day of the waiver, YYYY-MM-DD in UTC."),
        reviewed: z.string().optional().describe("Day of the review, for a waiver that is reviewed once a year."),
    })
    .describe("A finding that does not count as a violation until the waiver expires.");

const rule = z.object({
    id: z.enum(ruleIds),
    statement: z.string(),
    holds: z.boolean().describe("True only if the rule was checked, without findings, and nothing is undecided."),
    checked: z.string().describe('Summary of the checks, or "not checked".'),
    findings: z.array(finding),
    undecided: z.array(finding).default([]).describe("What only a value decides that is not known yet."),
    warnings: z.array(finding).default([]).describe("Findings of advisory policies, which do not break the rule."),
    waived: z.array(waived),
});

const resource = z.object({
    urn: z.string(),
    type: z.string().describe("Type token, such as aws:ec2/vpc:Vpc."),
    name: z.string(),
    op: z.string().describe('Operation of the engine: "create", "update", "replace", "delete", "same", …'),
    properties: z.record(z.string(), z.string()).describe("Digest of each input, for comparison with another report."),
});

const limit = z.object({
    subject: z
        .string()
        .describe("A stage, a method of a stage, a usage plan, an HTTP API, a route of it, or a client."),
    limit: z.string(),
    value: z.string(),
});

const ruleIdList = z.array(z.enum(ruleIds));
const broken = ruleIdList.describe("Rules broken by this part of the stack.");

const otherKinds = ["edge", "firewall", "site", "function", "service", "database", "zone", "other"] as const;
const pathKinds = ["internet", "clients", "domain", "stage", "api", "link", "backend", "compute"] as const;
const architecture = z
    .object({
        nodes: z.array(
            z.object({
                id: z.string(),
                kind: z.enum([...pathKinds, ...otherKinds]),
                label: z.array(z.string()).describe("Lines of text."),
                urn: z.string().optional().describe("Resource that the node represents, or the first of several."),
                group: z.enum(["network", "cluster"]).optional().describe("Group that contains the node."),
                broken,
            }),
        ),
        groups: z.array(z.object({ id: z.enum(["network", "cluster"]), label: z.string(), urn: z.string(), broken })),
        edges: z
            .array(
                z.object({
                    from: z.string(),
                    to: z.string(),
                    broken: z.boolean(),
                    label: z.string().optional().describe("A word for it, if it is no request to the gateway."),
                    isDown: z.boolean().optional().describe("Whether it is drawn downwards, within a column."),
                }),
            )
            .describe("Path of a request; broken if it bypasses the gateway, or the edge before it."),
    })
    .describe("Architecture diagram; edges refer to nodes by id.");

const change = z.object({ breaking: z.boolean().describe("Whether callers have to change."), text: z.string() });
const limitChange = limit.omit({ value: true }).extend({ before: z.string().optional(), after: z.string().optional() });

const difference = z
    .union([
        z.object({ commit: z.string(), error: z.string().describe("Reason why there is no comparison.") }),
        z.object({
            commit: z.string(),
            added: z.array(resource),
            removed: z.array(resource),
            changed: z
                .array(resource.pick({ urn: true, type: true, name: true }).extend({ properties: z.array(z.string()) }))
                .describe("Resources whose inputs differ, and the names of these inputs."),
            operations: z
                .array(
                    z.object({
                        operation: z.string(),
                        change: z.enum(["added", "removed", "changed"]),
                        changes: z.array(change),
                        lostKeys: z
                            .array(parameterName)
                            .optional()
                            .describe("Headers and query parameters that the cache key of a cached GET loses."),
                    }),
                )
                .describe("Changes that callers of the APIs notice."),
            notCompared: z.array(z.string()).describe("REST APIs whose body cannot be read in one of the reports."),
            limits: z.array(limitChange).describe("No `before` if the limit is new, no `after` if it is removed."),
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
            fixedCost: z.number().describe("Difference of the fixed monthly cost in USD."),
            usageCost: z.number().describe("Difference of the monthly cost of the assumed usage in USD."),
        }),
    ])
    .describe("Comparison with the base commit; absent without --base.");

/** Version of report.json; a change that breaks readers raises it (docs/report.md lists the versions). */
export const reportVersion = 2;

/** The form of report.json, from which every other form of the report is rendered. */
export const reportSchema = z.object({
    version: z.literal(reportVersion).describe("Version of this form; a change that breaks readers raises it."),
    stack: z.string(),
    day: z.string().describe("Date of the report, YYYY-MM-DD in UTC."),
    source: z
        .enum(["offline preview", "offline preview over a state", "event log"])
        .describe("Origin of the engine's events."),
    preset: z.enum(presets).optional().describe("Preset of the policy pack; absent if the events do not show it."),
    verdict: z.enum(["holds", "broken", "failed", "undecided"]).describe("Undecided only in the preset standard."),
    exitCode: z.int().describe("0 no rule is broken, 1 a rule is broken, 3 the engine failed."),
    rules: z.array(rule),
    changes: z.record(z.string(), z.int()).describe("Number of resources by operation."),
    resources: z.array(resource).describe("Sorted by type and name."),
    definitions: z.array(definition),
    limits: z.array(limit).describe("Throttles, quotas, caches and API keys."),
    architecture,
    cost: costSchema,
    endOfSupport: z
        .array(z.string())
        .default([])
        .describe("Warnings about Kubernetes versions, from 90 days before EKS ends their support."),
    difference: difference.optional(),
    errors: z.array(z.string()).describe("Errors of a preview that failed."),
});

/** A report of a preview. */
export type Report = z.output<typeof reportSchema>;

/** The result of one rule. */
export type ReportedRule = z.output<typeof rule>;

/** A violation of a rule, and the place to change. */
export type ReportedFinding = z.output<typeof finding>;

/** A violation that is waived for now. */
export type WaivedFinding = z.output<typeof waived>;

/** A REST API as its callers see it. */
export type Definition = z.output<typeof definition>;

/** An operation of a REST API. */
export type Operation = Definition["operations"][number];

/** The name of a parameter, and its place, such as `header`. */
export type ParameterName = z.output<typeof parameterName>;

/** A change to an operation. */
export type Change = z.output<typeof change>;

/** A limit that applies to callers. */
export type Limit = z.output<typeof limit>;

/** The architecture diagram of a stack. */
export type Architecture = z.output<typeof architecture>;

/** The difference to the base commit. */
export type Difference = z.output<typeof difference>;

/** A file and, if known, a line. */
export type SourceLocation = z.output<typeof location>;
