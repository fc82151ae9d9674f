import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { type AlarmMetric, runbook, type SimpleMetric } from "./alarm-definition";
import { createComposites } from "./composite-alarms";
import type { PlannedAlarm } from "./planned-alarms";

/** Arguments of the alarms of a stack in one region. */
export interface AlarmsArgs {
    /** Beginning of the names of the alarms, which are unique in an account and region. */
    stackName: string;
    alarms: readonly PlannedAlarm[];
    /** ARN of the topic, which is in the same region: CloudWatch rejects actions in another one. */
    topicArn: pulumi.Input<string>;
    /** Whether each alarm sends messages, or only the composite alarm of all. */
    notify: "each" | "stack";
    /** Region of the alarms. Default: the provider's. */
    region?: string | undefined;
}

/** The alarms of a stack in one region, and a composite alarm that is on while any of them is. */
export class Alarms extends pulumi.ComponentResource {
    /** ARN of each alarm that the composite alarm consists of. */
    readonly alarmArns: readonly pulumi.Output<string>[];

    /** Creates the alarms; a slash, which no subject's name has, separates the parts of their names. */
    constructor(name: string, args: AlarmsArgs, opts?: pulumi.ComponentResourceOptions) {
        super("gatehouse:watching:Alarms", name, {}, opts);

        const alarms = args.alarms.map((alarm) => this.createAlarm(alarm, args));
        this.alarmArns = alarms.map((alarm) => alarm.arn);
        createComposites(name, { ...args, alarms, messages: args.notify === "stack" ? messages(args) : {} }, this);

        this.registerOutputs({ alarms: args.alarms.map(logicalName) });
    }

    private createAlarm(alarm: PlannedAlarm, args: AlarmsArgs): aws.cloudwatch.MetricAlarm {
        const { definition, subject, periods } = alarm;
        const { key, title, firstStep, badPeriods = periods, missing } = definition;
        return new aws.cloudwatch.MetricAlarm(
            logicalName(alarm),
            {
                name: `${args.stackName}/${subject}/${key}`,
                alarmDescription: `${subject}: ${title}. ${firstStep} Runbook: ${runbook}#${key}`,
                evaluationPeriods: periods,
                datapointsToAlarm: badPeriods,
                treatMissingData: missing,
                ...condition(alarm),
                ...(args.notify === "each" && messages(args)),
                ...(args.region !== undefined && { region: args.region }),
            },
            { parent: this },
        );
    }
}

function logicalName({ subject, definition: { key } }: PlannedAlarm): string {
    return `${subject}/${key}`;
}

// Also when the alarm ends, so that whoever was told that it began is told that it is over.
function messages({ topicArn }: Pick<AlarmsArgs, "topicArn">) {
    return { alarmActions: [topicArn], okActions: [topicArn] };
}

function condition(alarm: PlannedAlarm): Partial<aws.cloudwatch.MetricAlarmArgs> {
    const { metric, definition, threshold, periodSeconds } = alarm;
    if ("unusual" in metric)
        return {
            comparisonOperator: "GreaterThanUpperThreshold",
            thresholdMetricId: "usual",
            metricQueries: [
                query("measured", metric.unusual, periodSeconds, true),
                {
                    id: "usual",
                    expression: `ANOMALY_DETECTION_BAND(measured, ${threshold})`,
                    label: "Usual values",
                    returnData: true,
                },
            ],
        };
    const comparisonOperator = definition.bad === "above" ? "GreaterThanThreshold" : "LessThanThreshold";
    return { comparisonOperator, threshold, ...measured(metric, periodSeconds, definition.title) };
}

function measured(
    metric: Exclude<AlarmMetric, { unusual: SimpleMetric }>,
    periodSeconds: number,
    label: string,
): Partial<aws.cloudwatch.MetricAlarmArgs> {
    if ("query" in metric)
        return {
            metricQueries: [{ id: "found", expression: metric.query, period: periodSeconds, label, returnData: true }],
        };
    if ("expression" in metric)
        return {
            metricQueries: [
                { id: "result", expression: metric.expression, label, returnData: true },
                ...Object.entries(metric.metrics).map(([id, one]) => query(id, one, periodSeconds, false)),
            ],
        };
    const { statistic, ...rest } = metric;
    return {
        ...rest,
        period: periodSeconds,
        ...(statistic.startsWith("p") ? { extendedStatistic: statistic } : { statistic }),
    };
}

function query(id: string, { statistic: stat, ...metric }: SimpleMetric, period: number, returnData: boolean) {
    return { id, metric: { ...metric, period, stat }, returnData };
}
