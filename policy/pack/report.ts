import { readFileSync, renameSync, writeFileSync } from "node:fs";
import type { RuleId } from "../contract/catalogue";
import type { Counts } from "../contract/rule";

/** Environment variable that names the file into which the pack writes what it judged. */
export const reportVariable = "GATEHOUSE_POLICY_REPORT";

/** What became of one rule. */
export interface RuleReport {
    readonly id: RuleId;
    /** In words, e.g. `9 GET operations cached, 1 volatile`, or `nothing to judge`. */
    readonly checked: string;
    /** How many of each thing hold. */
    readonly counts: Counts;
    /** Sorted by URN, then policy. */
    readonly findings: readonly ReportedFinding[];
    /** Findings that a waiver keeps from being violations, in the same order. */
    readonly waived: readonly WaivedFinding[];
}

/** One finding of a policy, as the engine shows it but without the policy's description. */
export interface ReportedFinding {
    readonly policy: string;
    readonly urn: string;
    readonly message: string;
}

/** A finding that is no violation for a while, and who says so. */
export interface WaivedFinding extends ReportedFinding {
    readonly reason: string;
    readonly owner: string;
    /** Last day of the waiver, `YYYY-MM-DD` in UTC. */
    readonly expires: string;
}

/** What the pack judged in one run. */
export interface PackReport {
    readonly rules: readonly RuleReport[];
}

/** Writes a report in one step, so that a reader never meets half of it. */
export function writeReport(file: string, report: PackReport): void {
    const part = `${file}.${process.pid}.part`;
    writeFileSync(part, `${JSON.stringify(report, undefined, 2)}\n`, { mode: 0o600 });
    renameSync(part, file);
}

/** Reads a report; undefined if the pack wrote none, because the run ended before all resources were judged. */
export function readReport(file: string): PackReport | undefined {
    let text: string;
    try {
        text = readFileSync(file, "utf8");
    } catch (error) {
        if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
        throw error;
    }
    return JSON.parse(text) as PackReport;
}
