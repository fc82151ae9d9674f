import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectFolder } from "../cli/project/project";
import { largeEvents } from "./large-events";
import { median } from "./median";

/** Seconds of a report of dev and of the preview that it contains, from start to end of the process. */
export interface ReportRatio {
    readonly report: number;
    readonly preview: number;
}

/** Seconds and size of the report of a large stack from its events. */
export interface LargeReport {
    readonly seconds: number;
    /** Size of report.html. */
    readonly megabytes: number;
    /** Length of report.md. */
    readonly characters: number;
}

/** Reports on the dev stack and previews it alternately; the first pair is not counted. */
export function measureReports(rounds: number): ReportRatio {
    const report: number[] = [];
    const preview: number[] = [];
    withFolder((folder) => {
        for (let round = 0; round <= rounds; round++) {
            const [first, second] = [
                time(["report", "--stack", "dev", "--out", folder], 0),
                time(["preview", "--stack", "dev"], 0),
            ];
            if (round === 0) continue;
            report.push(first);
            preview.push(second);
        }
    });
    return { report: median(report), preview: median(preview) };
}

/** Reports on the events of a large stack; most of its resources are drawn, and each finding is on another one. */
export function measureLargeReport(resources: number, findings: number): LargeReport {
    return withFolder((folder) => {
        const events = join(folder, "events.jsonl");
        writeFileSync(events, largeEvents(resources, findings).join("\n"));
        const seconds = time(["report", "--events", events, "--out", folder], 1);
        const megabytes = statSync(join(folder, "report.html")).size / 1_000_000;
        return { seconds, megabytes, characters: readFileSync(join(folder, "report.md"), "utf8").length };
    });
}

function withFolder<Result>(use: (folder: string) => Result): Result {
    const folder = mkdtempSync(join(tmpdir(), "gatehouse-bench-"));
    try {
        return use(folder);
    } finally {
        rmSync(folder, { recursive: true });
    }
}

function time([command = "", ...args]: readonly string[], expected: number): number {
    const started = performance.now();
    const line = [join(projectFolder, "tools/cli/start.js"), command, ...args];
    const { status, stderr } = spawnSync(process.execPath, line, { cwd: projectFolder, encoding: "utf8" });
    if (status !== expected) throw new Error(`${command} ended with ${status}: ${stderr}`);
    return (performance.now() - started) / 1000;
}
