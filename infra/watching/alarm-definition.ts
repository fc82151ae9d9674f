import type * as pulumi from "@pulumi/pulumi";

/** Values at which alarms begin, as `gatehouse:alarms.thresholds` has them. */
export interface AlarmThresholds {
    readonly serverErrorShare: number;
    readonly clientErrorShare: number;
    readonly throttledRequests: number;
    readonly latencyMilliseconds: number;
    readonly integrationLatencyMilliseconds: number;
    readonly cacheHitShare: number;
    readonly quietMinutes: number;
    readonly functionDurationShare: number;
    readonly queueAgeSeconds: number;
    readonly databaseCpuPercent: number;
    readonly databaseFreeStorageShare: number;
    readonly databaseConnections: number;
    readonly blockedDeviations: number;
}

/** Whatever alarms watch: a stage, a function, … */
export interface Subject {
    /** Name in messages and in the names of its alarms, unique among the subjects of a kind. */
    readonly name: string;
}

/** A metric of CloudWatch with a statistic, such as "Sum" or "p99". */
export interface SimpleMetric {
    readonly namespace: string;
    readonly metricName: string;
    readonly dimensions: Readonly<Record<string, pulumi.Input<string>>>;
    readonly statistic: string;
}

/** The values that an alarm evaluates: a metric, an expression of several, a query of Metrics Insights, or a metric beside its usual values. */
export type AlarmMetric =
    | SimpleMetric
    | { readonly expression: string; readonly metrics: Readonly<Record<string, SimpleMetric>> }
    | { readonly query: pulumi.Input<string> }
    | { readonly unusual: SimpleMetric };

/** An alarm that every subject of a kind has. */
export interface AlarmDefinition<Of extends Subject> {
    /** Unique among all alarms: the end of its name, and the heading of its section in the runbook. */
    readonly key: string;
    /** The event, as a sentence that follows the name of the subject. */
    readonly title: string;
    /** The watched values, for the table of alarms. */
    readonly watches: string;
    /** The first step of whoever gets the message. */
    readonly firstStep: string;
    /** The setting of its threshold. Default: the threshold is fixed. */
    readonly setting?: keyof AlarmThresholds;
    /** The threshold, in the unit of the metric; undefined if the alarm is off. For an unusual metric: standard deviations. */
    readonly threshold: number | ((thresholds: AlarmThresholds, subject: Of) => number | undefined);
    /** Whether a subject has the alarm. Default: each has it. */
    readonly appliesTo?: (subject: Of) => boolean;
    /** Whether values above or below the threshold are bad. */
    readonly bad: "above" | "below";
    readonly periodSeconds: number | ((subject: Of) => number);
    /** Number of the newest periods that are evaluated. */
    readonly periods: number | ((thresholds: AlarmThresholds) => number);
    /** Number of bad ones among them that begin the alarm. Default: all. */
    readonly badPeriods?: number;
    /** How a period without data counts. */
    readonly missing: "notBreaching" | "breaching";
    metric(subject: Of): AlarmMetric;
}

/** The page with a section for each alarm. */
export const runbook = "docs/watching/runbook.md";
