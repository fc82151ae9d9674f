import { type AlarmInputs, type DataPoint, dataPoint, periodOf } from "./alarm";
import type { Metrics } from "./metrics";

/** State of an alarm that treats missing data as good or as bad: it always has one. */
export type AlarmState = "OK" | "ALARM";

/**
 * Periods beyond those of the alarm that CloudWatch retrieves, so that a late or missing data point does not matter. How many there
 * are depends on the alarm; the documentation's example has two.
 */
const extraPeriods = 2;

/**
 * Evaluates an alarm at a second, as "Evaluating an alarm" and "Configuring how CloudWatch alarms treat missing data" document it
 * (docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html,
 * docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html): M bad ones out of the N newest periods begin an
 * alarm. With at least N data points in the evaluation range, missing ones are skipped; with fewer, only so many are filled in
 * that there are N.
 */
export function evaluate(alarm: AlarmInputs, metrics: Metrics, second: number): AlarmState {
    const { evaluationPeriods: wanted, datapointsToAlarm, treatMissingData } = alarm;
    const period = periodOf(alarm);
    const newest = (index: number) => dataPoint(alarm, metrics, second - index * period);
    const range = Array.from({ length: wanted + extraPeriods }, (_, index) => newest(index));
    const points = range.filter((point) => point !== undefined);
    const real = points.slice(0, wanted).map((point) => isBad(alarm, point));
    const filled = Array.from({ length: Math.max(0, wanted - real.length) }, () => treatMissingData === "breaching");
    const bad = [...real, ...filled].filter(Boolean).length;
    return bad >= datapointsToAlarm ? "ALARM" : "OK";
}

function isBad({ comparisonOperator }: AlarmInputs, { value, threshold }: DataPoint): boolean {
    return comparisonOperator === "LessThanThreshold" ? value < threshold : value > threshold;
}

/** Evaluates the rule of a composite alarm, which joins `ALARM("name")` by OR, from the names of the alarms that are on. */
export function evaluateRule(rule: string, isOn: (name: string) => boolean): AlarmState {
    const parts = rule.split(" OR ").map((part) => /^ALARM\("([^"]+)"\)$/.exec(part)?.[1]);
    if (parts.some((name) => name === undefined)) throw new Error(`rule: got "${rule}", want ALARM("…") OR …`);
    return parts.some((name) => isOn(name ?? "")) ? "ALARM" : "OK";
}
