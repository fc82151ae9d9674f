import { readFileSync } from "node:fs";
import type { EngineEvent } from "@pulumi/pulumi/automation";
import { z } from "zod";
import { UsageError } from "../../terminal/usage-error";

const metadata = z.looseObject({ urn: z.string(), type: z.string(), op: z.string() });

// Only the fields that the report reads are checked: each engine release adds fields and kinds.
const event = z.looseObject({
    sequence: z.number(),
    resourcePreEvent: z.looseObject({ metadata }).optional(),
    policyEvent: z.looseObject({ policyName: z.string(), message: z.string() }).optional(),
    diagnosticEvent: z.looseObject({ severity: z.string(), message: z.string() }).optional(),
});

const want = "want the log of PULUMI_DEBUG_COMMANDS=true pulumi preview --event-log FILE";

/**
 * Reads the event log of a preview (`pulumi preview --event-log FILE`): one JSON object per line.
 * @throws {UsageError} if the file cannot be read, is empty or has lines that are not engine events.
 */
export function readEvents(file: string): EngineEvent[] {
    const lines = read(file).split("\n");
    const problems: string[] = [];
    const events = lines.flatMap((line, index) => {
        if (line.trim() === "") return [];
        const parsed = event.safeParse(parse(line));
        if (parsed.success) return [parsed.data as unknown as EngineEvent];
        problems.push(`"${file}" line ${index + 1}: got a line that is not an engine event, ${want}`);
        return [];
    });
    if (problems.length > 0) throw new UsageError(problems.slice(0, 10));
    if (events.length === 0) throw new UsageError([`"${file}": got no events, ${want}`]);
    return events;
}

function read(file: string): string {
    try {
        return readFileSync(file, "utf8");
    } catch (error) {
        const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
        throw new UsageError([`"${file}": got ${code}, ${want}`]);
    }
}

function parse(line: string): unknown {
    try {
        return JSON.parse(line);
    } catch (error) {
        if (error instanceof SyntaxError) return undefined;
        throw error;
    }
}
