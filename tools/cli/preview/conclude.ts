import type { PackReport } from "../../../policy/pack/report";
import { exitCodes } from "../terminal/exit-codes";
import type { EventLog } from "./event-log";
import type { PreviewResult } from "./preview-result";
import { notChecked, verdicts } from "./verdicts";

/** What the pack reported, or what the events show of it. */
export type Checked = Pick<PackReport, "rules"> & Partial<PackReport>;

/** A preview without the time that it took. */
export type Conclusion = Omit<PreviewResult, "seconds">;

/**
 * Combines the events of a preview and the pack's report into a result.
 * @param report undefined if the pack wrote no report: no rule was checked then, so none may count as "holds".
 * @param failure another reason why the preview failed. A broken rule fails the engine too, and is reported as a finding,
 * so it counts only where no rule is broken.
 */
export function conclude(
    stack: string,
    log: EventLog,
    report: Checked | undefined,
    failure: string | undefined,
): Conclusion {
    const rules = verdicts(log.findings, report?.rules ?? []);
    const isBroken = rules.some(({ findings }) => findings.length > 0);
    const errors = errorsOf(log, report, isBroken ? undefined : failure);
    return {
        stack,
        ...(report?.preset && { preset: report.preset }),
        exitCode: errors.length > 0 ? exitCodes.failed : isBroken ? exitCodes.broken : exitCodes.holds,
        resources: log.resources,
        // A run that failed has not checked everything, so that no rule may count as "holds".
        rules: errors.length > 0 ? rules.map((rule) => ({ ...rule, checked: notChecked })) : rules,
        errors,
    };
}

function errorsOf(log: EventLog, report: Checked | undefined, failure: string | undefined): readonly string[] {
    if (log.errors.length > 0) return log.errors;
    if (failure !== undefined) return [failure];
    return report ? [] : ["The policy pack did not report what it checked."];
}
