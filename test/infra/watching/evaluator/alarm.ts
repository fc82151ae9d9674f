import { z } from "zod";
import { parseExpression } from "./expression";
import { type MetricName, type Metrics, statisticOf } from "./metrics";

const metric = {
    namespace: z.string(),
    metricName: z.string(),
    dimensions: z.record(z.string(), z.string()).default({}),
};
const queryForm = z.object({
    id: z.string(),
    expression: z.string().optional(),
    returnData: z.boolean().default(false),
    period: z.number().optional(),
    metric: z.object({ ...metric, period: z.number(), stat: z.string() }).optional(),
});

/** Inputs of `aws:cloudwatch/metricAlarm:MetricAlarm`, as a program created it. */
export const alarmForm = z.object({
    name: z.string(),
    comparisonOperator: z.enum(["GreaterThanThreshold", "LessThanThreshold", "GreaterThanUpperThreshold"]),
    threshold: z.number().optional(),
    thresholdMetricId: z.string().optional(),
    evaluationPeriods: z.number(),
    datapointsToAlarm: z.number(),
    treatMissingData: z.enum(["breaching", "notBreaching"]),
    ...z.object(metric).partial().shape,
    dimensions: metric.dimensions,
    period: z.number().optional(),
    statistic: z.string().optional(),
    extendedStatistic: z.string().optional(),
    metricQueries: z.array(queryForm).default([]),
});

/** The parsed inputs of an alarm. */
export type AlarmInputs = z.output<typeof alarmForm>;

/** A data point, and the threshold that it is compared with. */
export interface DataPoint {
    readonly value: number;
    readonly threshold: number;
}

/** The period of an alarm in seconds. */
export function periodOf({ period, metricQueries }: AlarmInputs): number {
    const periods = metricQueries.map((query) => query.metric?.period ?? query.period);
    const [first] = [period, ...periods].filter((each) => each !== undefined);
    if (first === undefined) throw new Error("the alarm has no period");
    return first;
}

/** The data point of the period that ends at a second; undefined without data. */
export function dataPoint(alarm: AlarmInputs, metrics: Metrics, end: number): DataPoint | undefined {
    const period = periodOf(alarm);
    if (alarm.thresholdMetricId !== undefined) return unusualPoint(alarm, metrics, end);
    const value = measuredValue(alarm, metrics, end - period, end);
    return value === undefined || alarm.threshold === undefined ? undefined : { value, threshold: alarm.threshold };
}

function measuredValue(alarm: AlarmInputs, metrics: Metrics, from: number, to: number): number | undefined {
    const { namespace, metricName, dimensions, metricQueries } = alarm;
    if (namespace !== undefined && metricName !== undefined) {
        const statistic = alarm.statistic ?? alarm.extendedStatistic ?? "";
        return metrics.statistic({ namespace, metricName, dimensions }, statistic, from, to);
    }
    const returned = metricQueries.filter(({ returnData }) => returnData);
    const [{ expression = "" } = {}] = returned;
    if (returned.length !== 1)
        throw new Error(`${alarm.name}: got ${returned.length} queries that return data, want 1`);
    if (expression.startsWith("SELECT ")) return selected(expression, metrics, from, to);
    return parseExpression(expression)((id) => {
        const found = metricQueries.find((query) => query.id === id)?.metric;
        if (found === undefined) throw new Error(`${alarm.name}: no metric "${id}"`);
        return metrics.statistic(found, found.stat, from, to);
    });
}

const select = /^SELECT (MAX|MIN|SUM|AVG)\((\w+)\) FROM SCHEMA\("([^"]+)", ([\w, ]+)\) WHERE (\w+) = '([^']+)'$/;

/** A query of Metrics Insights that returns one series (docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/query_with_cloudwatch-metrics-insights.html). */
function selected(query: string, metrics: Metrics, from: number, to: number): number | undefined {
    const [, aggregate = "", name = "", namespace = "", dimensions = "", key = "", value] = select.exec(query) ?? [];
    if (value === undefined) throw new Error(`query: got "${query}", want SELECT … FROM SCHEMA(…) WHERE …`);
    const statistic = { MAX: "Maximum", MIN: "Minimum", SUM: "Sum", AVG: "Average" }[aggregate] ?? "";
    const values = metrics
        .find(namespace, name, dimensions.split(", "))
        .filter((found: MetricName) => found.dimensions[key] === value)
        .map((found) => metrics.statistic(found, statistic, from, to))
        .filter((one) => one !== undefined);
    return statisticOf(values, statistic);
}

const trainingSeconds = 14 * 86_400;

/**
 * The upper end of a band, roughly: the mean of what was measured in the two weeks before plus so many standard deviations. The model
 * of CloudWatch also knows the time of the day and of the week
 * (docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Anomaly_Detection.html). Without data there is no band.
 */
function unusualPoint(alarm: AlarmInputs, metrics: Metrics, end: number): DataPoint | undefined {
    const band = alarm.metricQueries.find(({ id }) => id === alarm.thresholdMetricId);
    const [, id, deviations] = /^ANOMALY_DETECTION_BAND\((\w+), ([\d.]+)\)$/.exec(band?.expression ?? "") ?? [];
    const measured = alarm.metricQueries.find((query) => query.id === id)?.metric;
    if (measured === undefined) throw new Error(`${alarm.name}: its band is of no metric`);
    const { period, stat } = measured;
    const value = metrics.statistic(measured, stat, end - period, end);
    const before: number[] = [];
    for (let to = end - 3 * period; to > Math.max(0, end - trainingSeconds); to -= period) {
        const one = metrics.statistic(measured, stat, to - period, to);
        if (one !== undefined) before.push(one);
    }
    const mean = statisticOf(before, "Average");
    if (value === undefined || mean === undefined) return undefined;
    const variance = statisticOf(
        before.map((one) => (one - mean) ** 2),
        "Average",
    );
    return { value, threshold: mean + Number(deviations) * Math.sqrt(variance ?? 0) };
}
