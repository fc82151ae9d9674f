import { readFileSync } from "node:fs";
import type { EngineEvent } from "@pulumi/pulumi/automation";
import { z } from "zod";
import { UsageError } from "../../terminal/usage-error";

const metadata = z.looseObject({ urn: z.string(), type: z.string(), op: z.string() });

// Of an event only what the report reads is checked: the engine adds fields and kinds with every release.
const event = z.looseObject({
    sequence: z.number(),
    resourcePreEvent: z.looseObject({ metadata }).optional(),
    policyEvent: z.looseObject({ policyName: z.string(), message: z.string() }).optional(),
    diagnosticEvent: z.looseObject({ severity: z.string(), message: z.string() }).optional(),
});

/**
 * Reads the event log of a preview (`pulumi preview --event-log FILE`): one JSON object a line.
 * @throws {UsageError} where the file cannot be read, or with each line that is no event of the engine.
 */
export function readEvents(file: string): EngineEvent[] {
    const lines = read(file).split("\n");
    const problems: string[] = [];
    const events = lines.flatMap((line, index) => {
        if (line.trim() === "") return [];
        const parsed = event.safeParse(parse(line));
        if (parsed.success) return [parsed.data as unknown as EngineEvent];
        problems.push(
            `"${file}" line ${index + 1}: got no event of the engine, want a log of PULUMI_DEBUG_COMMANDS=true pulumi preview --event-log`,
        );
        return [];
    });
    if (problems.length > 0) throw new UsageError(problems.slice(0, 10));
    if (events.length === 0)
        throw new UsageError([
            `"${file}": got no event, want a log of PULUMI_DEBUG_COMMANDS=true pulumi preview --event-log`,
        ]);
    return events;
}

function read(file: string): string {
    try {
        return readFileSync(file, "utf8");
    } catch (error) {
        const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
        throw new UsageError([
            `"${file}": got ${code}, want a log of PULUMI_DEBUG_COMMANDS=true pulumi preview --event-log`,
        ]);
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
