import { readFileSync } from "node:fs";
import { z } from "zod";
import { ruleIds } from "../../../../policy/contract/rules";
import { presets, type Tier, tiers } from "../../../../policy/contract/tiers";
import type { PackReport } from "../../../../policy/pack/report";
import { reportVariable } from "../../../../policy/pack/report";
import { UsageError } from "../../terminal/usage-error";

const tierNames = Object.keys(tiers) as [Tier, ...Tier[]];
const subject = z.object({ policy: z.string(), urn: z.string(), message: z.string() });
const finding = subject.extend({ tier: z.enum(tierNames) });
const waived = subject.extend({
    reason: z.string(),
    owner: z.string(),
    expires: z.iso.date(),
    reviewed: z.iso.date().optional(),
});
const rule = z.object({
    id: z.enum(ruleIds),
    checked: z.string(),
    counts: z.record(z.string(), z.number()),
    findings: z.array(finding),
    undecided: z.array(finding),
    waived: z.array(waived),
});

/**
 * Reads the file that the policy pack wrote during a preview with `GATEHOUSE_POLICY_REPORT`.
 * @throws {UsageError} if the file cannot be read or is not a report of the pack.
 */
export function readPackReport(file: string): PackReport {
    const want = `want the file that ${reportVariable} named during the preview`;
    let text: string;
    try {
        text = readFileSync(file, "utf8");
    } catch (error) {
        const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
        throw new UsageError([`"--checked ${file}": got ${code}, ${want}`]);
    }
    const parsed = z.object({ preset: z.enum(presets), rules: z.array(rule) }).safeParse(parse(text));
    if (parsed.success) return parsed.data;
    throw new UsageError([`"--checked ${file}": got another format, ${want}`]);
}

function parse(text: string): unknown {
    try {
        return JSON.parse(text);
    } catch (error) {
        if (error instanceof SyntaxError) return undefined;
        throw error;
    }
}
