import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { EngineEvent } from "@pulumi/pulumi/automation";
import { type RuleId, rules } from "../../../../policy/contract/rules";
import type { PackReport, WaivedFinding } from "../../../../policy/pack/report";
import { projectFolder } from "../../../../tools/cli/project/project";
import { buildReport } from "../../../../tools/cli/report/build-report";
import { readRun } from "../../../../tools/cli/report/facts/engine-run";
import type { Report } from "../../../../tools/cli/report/facts/report-schema";
import { checkedAndEnded, resource, urn, violation } from "./events";

const apiStage = "gatehouse:gateway:ApiStage";

/** Events of a stack with a public Service of the program, a stage without cache, and an open operation. */
export const brokenEvents: readonly EngineEvent[] = [
    resource("pulumi:pulumi:Stack", "gatehouse-x"),
    resource("kubernetes:core/v1:Service", "shortcut", { parent: urn("pulumi:pulumi:Stack", "gatehouse-x") }),
    resource(apiStage, "Test"),
    resource(`${apiStage}$aws:apigateway/stage:Stage`, "Test", { parent: urn(apiStage, "Test") }),
    resource("aws:apigateway/restApi:RestApi", "gatehouse-x", { op: "update" }),
    resource("aws:kms/key:Key", "old", { op: "delete" }),
    violation(
        "r1-private-kubernetes",
        urn("kubernetes:core/v1:Service", "shortcut"),
        'Service "shortcut": it is public.',
    ),
    violation("r2-cached-content", urn(`${apiStage}$aws:apigateway/stage:Stage`, "Test"), "No cache.\nWanted: one."),
    violation(
        "r4-key-on-every-operation",
        urn("aws:apigateway/restApi:RestApi", "gatehouse-x"),
        "GET /pictures/all: open.",
    ),
    ...checkedAndEnded,
];

/** Events of a stack with a rate that is not known yet, and a stage without a throttle: warnings. */
export const warnedEvents: readonly EngineEvent[] = [
    resource("aws:apigateway/stage:Stage", "Test"),
    violation(
        "r3-rate-limits",
        urn("aws:apigateway/stage:Stage", "Test"),
        'Stage "Test": the rate is not known at preview; the rule is undecided.\nDecided by: the value of the rate.\nChange: set it.',
        "advisory",
    ),
    violation("r3-stage-throttles", urn("aws:apigateway/stage:Stage", "Test"), "No limit of its own.", "advisory"),
    ...checkedAndEnded,
];

/** Text that breaks out of HTML, Markdown, XML or a table unless it is escaped. */
export const hostile =
    "</script><script>alert(1)</script><img src=x onerror=alert(1)> | `code` **bold** [link](https://evil.example) @team #1\n## Title\u0007 ]]> \"quoted\" 'x' <!-- & -->";

/** Events whose every name and message is hostile. */
export const hostileEvents: readonly EngineEvent[] = [
    resource("kubernetes:core/v1:Service", hostile),
    violation("r1-private-kubernetes", urn("kubernetes:core/v1:Service", hostile), hostile),
    ...checkedAndEnded,
];

/** Pack report of a stack with two waivers, one of which ends 14 days after the date of the report. */
export const waivers = checkedWith([
    {
        policy: "r1-private-kubernetes",
        urn: urn("kubernetes:core/v1:Service", "shortcut"),
        message: 'Service "shortcut": it is public.\nWanted: an internal one.',
        reason: "moves in December",
        owner: "team-media",
        expires: "2026-12-04",
    },
    {
        policy: "r3-rate-limits",
        urn: urn("aws:apigateway/usagePlan:UsagePlan", "load"),
        message: 'UsagePlan "load": 150000 requests a second.',
        reason: "load test",
        owner: "team-load",
        expires: "2027-01-31",
    },
]);

/** Pack report with hostile texts. */
export const hostileWaivers = checkedWith([
    {
        policy: "r1-private-kubernetes",
        urn: urn("kubernetes:core/v1:Service", hostile),
        message: hostile,
        reason: hostile,
        owner: hostile,
        expires: "2026-12-01",
    },
]);

function checkedWith(waived: readonly WaivedFinding[]): PackReport {
    const ids = Object.keys(rules) as RuleId[];
    return {
        preset: "strict",
        rules: ids.map((id) => ({
            id,
            checked: "1 thing holds",
            counts: {},
            findings: [],
            undecided: [],
            waived: waived.filter(({ policy }) => policy.startsWith(id.toLowerCase())),
        })),
    };
}

/** The date of every sample report. */
const now = new Date("2026-11-20T12:00:00Z");

/** The report of events of the stack "x" in a folder, with an optional pack report. */
export function reportOf(events: readonly EngineEvent[], checked?: PackReport, folder = projectFolder): Report {
    return buildReport(readRun("x", events, checked), { source: "event log", folder, now });
}

/** Returns the number of the first line of a file that contains a string, from 1. */
export function lineOf(file: string, text: string): number {
    return (
        readFileSync(join(projectFolder, file), "utf8")
            .split("\n")
            .findIndex((line) => line.includes(text)) + 1
    );
}
