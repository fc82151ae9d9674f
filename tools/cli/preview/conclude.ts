import type { PackReport } from "../../../policy/pack/report";
import { exitCodes } from "../terminal/exit-codes";
import type { EventLog } from "./event-log";
import type { PreviewResult } from "./preview-result";
import { verdicts } from "./verdicts";

/** A preview without the time that it took. */
export type Conclusion = Omit<PreviewResult, "seconds">;

/**
 * What a preview shows, by its events and by what the pack says that it judged.
 * @param report undefined where the pack wrote none: nothing was judged then, and that must not pass for "holds".
 * @param failure what else kept the preview from an answer. A broken rule fails the engine too and is told of as a
 * finding, so it counts only where no rule is broken.
 */
export function conclude(
    stack: string,
    log: EventLog,
    report: PackReport | undefined,
    failure: string | undefined,
): Conclusion {
    const rules = verdicts(log.findings, report ?? { rules: [] });
    const isBroken = rules.some(({ findings }) => findings.length > 0);
    const errors = errorsOf(log, report, isBroken ? undefined : failure);
    return {
        stack,
        exitCode: errors.length > 0 ? exitCodes.failed : isBroken ? exitCodes.broken : exitCodes.holds,
        resources: log.resources,
        rules,
        errors,
    };
}

function errorsOf(log: EventLog, report: PackReport | undefined, failure: string | undefined): readonly string[] {
    if (log.errors.length > 0) return log.errors;
    if (failure !== undefined) return [failure];
    return report ? [] : ["The policy pack did not report what it judged."];
}
