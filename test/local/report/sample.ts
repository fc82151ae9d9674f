import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { EngineEvent } from "@pulumi/pulumi/automation";
import { projectFolder } from "../../../local/project/project";
import { buildReport } from "../../../local/report/build-report";
import { readRun } from "../../../local/report/engine-run";
import type { Report } from "../../../local/report/report-schema";
import { judgedAndEnded, resource, urn, violation } from "./events";

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
    ...judgedAndEnded,
];

/** Text that would break out of HTML, Markdown, XML or a table, if it could. */
export const hostile =
    "</script><script>alert(1)</script><img src=x onerror=alert(1)> | `code` **bold** [link](https://evil.example) @team #1\n## Title\u0007 ]]> \"quoted\" 'x' <!-- & -->";

/** Events whose every name and message is hostile. */
export const hostileEvents: readonly EngineEvent[] = [
    resource("kubernetes:core/v1:Service", hostile),
    violation("r1-private-kubernetes", urn("kubernetes:core/v1:Service", hostile), hostile),
    ...judgedAndEnded,
];

/** The report of events of the stack "x", located in a folder. */
export function reportOf(events: readonly EngineEvent[], folder = projectFolder): Report {
    return buildReport(readRun("x", events), "event log", folder);
}

/** The 1-based line of a file on which a text stands first. */
export function lineOf(file: string, text: string): number {
    return (
        readFileSync(join(projectFolder, file), "utf8")
            .split("\n")
            .findIndex((line) => line.includes(text)) + 1
    );
}
