import { readFileSync } from "node:fs";
import { z } from "zod";
import type { PackReport } from "../../../../policy/pack/report";
import { reportVariable } from "../../../../policy/pack/report";
import { UsageError } from "../../terminal/usage-error";

const finding = z.object({ policy: z.string(), urn: z.string(), message: z.string() });
const waived = finding.extend({ reason: z.string(), owner: z.string(), expires: z.iso.date() });
const rule = z.object({
    id: z.enum(["R1", "R2", "R3", "R4"]),
    checked: z.string(),
    counts: z.record(z.string(), z.number()),
    findings: z.array(finding),
    waived: z.array(waived),
});

/**
 * Reads what the policy pack wrote of a preview that has been run with `GATEHOUSE_POLICY_REPORT`.
 * @throws {UsageError} where the file cannot be read or has another form.
 */
export function readPackReport(file: string): PackReport {
    const want = `want the file that ${reportVariable} named in that preview`;
    let text: string;
    try {
        text = readFileSync(file, "utf8");
    } catch (error) {
        const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
        throw new UsageError([`"--checked ${file}": got ${code}, ${want}`]);
    }
    const parsed = z.object({ rules: z.array(rule) }).safeParse(parse(text));
    if (parsed.success) return parsed.data;
    throw new UsageError([`"--checked ${file}": got another form, ${want}`]);
}

function parse(text: string): unknown {
    try {
        return JSON.parse(text);
    } catch (error) {
        if (error instanceof SyntaxError) return undefined;
        throw error;
    }
}
