import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { EngineEvent, PulumiFn } from "@pulumi/pulumi/automation";
import type { RuleId } from "../../policy/catalogue";
import { readReport, reportVariable } from "../../policy/report";
import { previewOffline } from "../engine/offline-run";
import { projectFolder, projectName, type Stack } from "../project/project";
import type { Progress } from "../terminal/progress";

/** What an offline preview said. */
export interface OfflineEvents {
    readonly events: readonly EngineEvent[];
    /** What the pack says that it judged, in words, by rule. */
    readonly judged: Readonly<Partial<Record<RuleId, string>>>;
    /** What the engine says of its failure. */
    readonly error?: string;
}

/** Previews a stack behind simulated clouds under our policy pack and keeps every event of it. */
export async function offlineEvents(
    stack: Stack,
    program: PulumiFn,
    progress: Progress,
    signal: AbortSignal,
): Promise<OfflineEvents> {
    const folder = mkdtempSync(join(tmpdir(), "gatehouse-report-"));
    const reportFile = join(folder, "report.json");
    const events: EngineEvent[] = [];
    try {
        const { error } = await previewOffline({
            projectName,
            stackName: stack.name,
            config: stack.config,
            secretPaths: stack.placeholders,
            program,
            policyPacks: [join(projectFolder, "policy")],
            environment: { [reportVariable]: reportFile },
            onEvent: (event) => events.push(event),
            onProgress: progress.say,
            signal,
        });
        const judged = Object.fromEntries((readReport(reportFile)?.rules ?? []).map(({ id, judged }) => [id, judged]));
        return { events, judged, ...(error !== undefined && { error }) };
    } finally {
        rmSync(folder, { recursive: true, force: true });
    }
}
