import type { EngineEvent } from "@pulumi/pulumi/automation";
import { z } from "zod";
import { projectFolder, readStack } from "../project/project";
import { stackProgram } from "../project/stack-program";
import { stackFileName } from "../project/stack-source";
import { readStateFile } from "../project/state-file";
import { progress } from "../terminal/progress";
import { UsageError } from "../terminal/usage-error";
import { overState, reportBase, resolveBase } from "./base-report";
import { buildReport } from "./build-report";
import type { PriceTable } from "./cost/price-schema";
import { readPrices } from "./cost/price-table";
import { compare } from "./difference/compare";
import { readRun, runOf, stackOf } from "./facts/engine-run";
import { readEvents } from "./facts/event-file";
import { readPackReport } from "./facts/pack-report";
import { type Report, reportSchema } from "./facts/report-schema";
import { type ReportFlags, readReportFlags, reportFlags } from "./flags";
import { createReportFolder, writeReport } from "./write-report";

/**
 * `npm run report`: writes the report of an offline preview, or of a preview with an event log.
 * @param folder folder with the stack files.
 * @returns the exit code.
 * @throws {UsageError} if flags, event log, stack file or documents are invalid, or the folder is not writable.
 */
export async function reportCommand(
    argv: readonly string[],
    signal: AbortSignal,
    folder = projectFolder,
): Promise<number> {
    const flags = readReportFlags(argv);
    if (flags === undefined || flags.schema) {
        process.stdout.write(
            flags ? `${JSON.stringify(z.toJSONSchema(reportSchema), undefined, 2)}\n` : reportFlags.help,
        );
        return 0;
    }
    const prices = flags.prices === undefined ? undefined : readPrices(flags.prices);
    const commit = flags.base === undefined ? undefined : await resolveBase(folder, flags.base);
    const report =
        flags.events === undefined
            ? await previewed(flags, prices, signal, folder)
            : recorded(flags.events, flags, prices, folder);
    const difference =
        commit === undefined ? undefined : compare(report, await reportBase(folder, commit, flags, signal));
    for (const file of await writeReport({ ...report, ...(difference && { difference }) }, flags.out))
        process.stdout.write(`${file}\n`);
    process.stdout.write(`${report.stack}: ${report.verdict}${report.preset ? ` (${report.preset})` : ""}\n`);
    return report.exitCode;
}

async function previewed(
    { source, state, out, assume }: ReportFlags,
    prices: PriceTable | undefined,
    signal: AbortSignal,
    folder: string,
): Promise<Report> {
    const stack = readStack(source, folder);
    for (const notice of stack.notices) process.stderr.write(`${notice}\n`);
    const start = state === undefined ? {} : { state: readStateFile(state, source.name) };
    // A preview takes seconds that a mistyped folder should not cost.
    createReportFolder(out);
    const status = progress(process.stderr);
    // Loaded late, because loading takes a second that a mistyped flag should not cost.
    const { runPreview } = require("../preview/run-preview") as typeof import("../preview/run-preview");
    const events: EngineEvent[] = [];
    const onEvent = (event: EngineEvent) => events.push(event);
    const options = { stack, ...start, ...stackProgram(folder), progress: status, signal, onEvent };
    const result = await runPreview(options).finally(status.end);
    const kind = state === undefined ? "offline preview" : overState;
    return buildReport(runOf(result, events), {
        source: kind,
        folder,
        stackFile: stackFileName(source),
        prices,
        assume,
    });
}

function recorded(
    file: string,
    { source: { file: stackFile }, checked, assume }: ReportFlags,
    prices: PriceTable | undefined,
    folder: string,
): Report {
    const events = readEvents(file);
    const stack = stackOf(events);
    if (stack === undefined) throw new UsageError([`"${file}": got no resources, want the events of a preview`]);
    const run = readRun(stack, events, checked === undefined ? undefined : readPackReport(checked));
    return buildReport(run, { source: "event log", folder, stackFile, prices, assume });
}
