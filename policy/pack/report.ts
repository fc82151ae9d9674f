import { readFileSync, renameSync, writeFileSync } from "node:fs";
import type { Counts } from "../contract/result";
import type { RuleId } from "../contract/rules";
import type { Preset, Tier } from "../contract/tiers";

/** Environment variable that names the file into which the pack writes its report. */
export const reportVariable = "GATEHOUSE_POLICY_REPORT";

/** Results of one rule. */
export interface RuleReport {
    readonly id: RuleId;
    /** Summary in words, e.g. `9 GET operations cached, 1 volatile`, `nothing passes` or `nothing to check`. */
    readonly checked: string;
    /** Number of things that passed, by kind. */
    readonly counts: Counts;
    /** Sorted by URN, then message. */
    readonly findings: readonly ReportedFinding[];
    /** What is decided only once a value is known, in the same order; empty in the preset `strict`, where it is a finding. */
    readonly undecided: readonly ReportedFinding[];
    /** Findings that are waived, in the same order. */
    readonly waived: readonly WaivedFinding[];
}

/** A finding of a policy, as the engine shows it but without the description of the policy. */
export interface ReportedFinding {
    readonly policy: string;
    /** Findings of the tier `gateway` break the rule; those of the other tiers do so only in the preset `strict`. */
    readonly tier: Tier;
    readonly urn: string;
    readonly message: string;
}

/** A finding that is accepted, with the details of its waiver. */
export interface WaivedFinding extends Omit<ReportedFinding, "tier"> {
    readonly reason: string;
    readonly owner: string;
    /** Last day of the waiver, `YYYY-MM-DD` in UTC. */
    readonly expires: string;
    /** Day of the review, for a waiver that is reviewed instead of renewed. */
    readonly reviewed?: string | undefined;
}

/** Results of one run of the pack. */
export interface PackReport {
    readonly preset: Preset;
    readonly rules: readonly RuleReport[];
}

/** Writes a report atomically, so that no reader sees half of it. */
export function writeReport(file: string, report: PackReport): void {
    const part = `${file}.${process.pid}.part`;
    writeFileSync(part, `${JSON.stringify(report, undefined, 2)}\n`, { mode: 0o600 });
    renameSync(part, file);
}

/** Reads a report; undefined if the pack wrote none because the run ended before it had checked the whole stack. */
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
