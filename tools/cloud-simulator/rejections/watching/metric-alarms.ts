import type { Rejection } from "../../resources/rejection";
import { hasUnknowns, listOf, type PropertyMap, text } from "../../state/property-values";
import { actionInOtherRegion, dependents, undeliveredAction } from "./alarm-actions";

const type = "aws:cloudwatch/metricAlarm:MetricAlarm";
const api = "docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html";
const provider = "hashicorp/terraform-provider-aws, internal/service/cloudwatch/metric_alarm.go";
const isSet = (value: unknown): boolean => value !== undefined && value !== null;

/** Alarms that CloudWatch or the provider rejects. */
export const metricAlarms: readonly Rejection[] = [
    {
        what: "an alarm on a metric with neither a statistic nor an extended one, or with both",
        type,
        on: ["create", "update"],
        source: `${provider} (CustomizeDiff)`,
        verbatim: true,
        atPreview: true,
        reject: ({ properties: { metricName, statistic, extendedStatistic } }) =>
            isSet(metricName) && isSet(statistic) === isSet(extendedStatistic)
                ? "One of `statistic` or `extended_statistic` must be set for a cloudwatch metric alarm"
                : undefined,
    },
    {
        what: "an alarm with neither a metric nor metric queries",
        type,
        on: ["create", "update"],
        source: "aws-cloudformation/cfn-lint#771",
        verbatim: true,
        atPreview: true,
        reject: ({ properties: { metricName, metricQueries, evaluationCriteria } }) =>
            [metricName, metricQueries, evaluationCriteria].some(isSet)
                ? undefined
                : "ValidationError: MetricName must not be null",
    },
    {
        what: "metric queries of which not exactly one returns data; of a band, the metric and the band do",
        type,
        on: ["create", "update"],
        source: "hashicorp/terraform-provider-aws#29894",
        verbatim: true,
        atPreview: true,
        reject: ({ properties }) => {
            const queries = listOf(properties.metricQueries);
            const wanted = isSet(properties.thresholdMetricId) ? 2 : 1;
            const returned = queries.filter(({ returnData }) => returnData === true).length;
            return queries.length === 0 || returned === wanted
                ? undefined
                : "ValidationError: Exactly one element of the metrics list should return data.";
        },
    },
    {
        what: "more bad periods than are evaluated",
        type,
        on: ["create", "update"],
        source: "hashicorp/terraform#24070",
        verbatim: true,
        atPreview: true,
        reject: ({ properties: { datapointsToAlarm, evaluationPeriods } }) =>
            Number(datapointsToAlarm ?? 0) > Number(evaluationPeriods ?? 0)
                ? "ValidationError: DatapointsToAlarm must be less than or equal to EvaluationPeriods"
                : undefined,
    },
    {
        what: "a period that is neither 10, 20 or 30 seconds nor a multiple of 60",
        type,
        on: ["create", "update"],
        source: `${provider} (ValidateFunc)`,
        verbatim: false,
        atPreview: true,
        reject: ({ properties }) => {
            const wrong = periodsOf(properties).find((period) => ![10, 20, 30].includes(period) && period % 60 !== 0);
            return wrong === undefined ? undefined : `expected "period" to be divisible by 60, got: ${wrong}`;
        },
    },
    {
        what: "periods that together are longer than a day, or than a week with periods of an hour and more",
        type,
        on: ["create", "update"],
        source: api,
        verbatim: false,
        atPreview: true,
        reject: ({ properties }) => {
            const longest = Math.max(0, ...periodsOf(properties));
            const seconds = longest * Number(properties.evaluationPeriods ?? 0);
            const max = longest >= 3600 ? 604_800 : 86_400;
            return seconds > max
                ? `ValidationError: Metrics cannot be checked across more than ${max === 86_400 ? "a day" : "7 days"} (EvaluationPeriods * Period must be <= ${max}).`
                : undefined;
        },
    },
    {
        what: "an unknown way to treat missing data",
        type,
        on: ["create", "update"],
        source: `${provider} (ValidateFunc)`,
        verbatim: false,
        atPreview: true,
        reject: ({ properties: { treatMissingData } }) => {
            const known = ["missing", "ignore", "breaching", "notBreaching"];
            if (!isSet(treatMissingData) || known.includes(text(treatMissingData))) return undefined;
            return `expected treat_missing_data to be one of ["${known.join('" "')}"], got ${text(treatMissingData)}`;
        },
    },
    {
        what: "a description of more than 1,024 characters, or a name of more than 255",
        type,
        on: ["create", "update"],
        source: api,
        verbatim: false,
        atPreview: true,
        reject: ({ properties: { alarmDescription, name } }) => {
            if (text(alarmDescription).length > 1024)
                return "expected length of alarm_description to be in the range (0 - 1024)";
            return text(name).length > 255 ? "expected length of alarm_name to be in the range (1 - 255)" : undefined;
        },
    },
    {
        what: "an expression of more than 1,024 characters, or of more than ten metrics",
        type,
        on: ["create", "update"],
        source: `${provider} (ValidateFunc); docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-limits.html`,
        verbatim: false,
        atPreview: true,
        reject: ({ properties }) => {
            const queries = listOf(properties.metricQueries);
            if (queries.some(({ expression }) => text(expression).length > 1024))
                return "expected length of expression to be in the range (1 - 1024)";
            return queries.filter(({ metric }) => isSet(metric)).length > 10
                ? "ValidationError: The number of metrics in an alarm cannot exceed 10"
                : undefined;
        },
    },
    {
        what: "an action in another region than its alarm",
        type,
        on: ["create", "update"],
        source: "cds-snc/notification-terraform#128",
        verbatim: true,
        reject: actionInOtherRegion,
    },
    {
        what: "an action on an encrypted topic whose key or policy does not admit CloudWatch: the alarm exists, but tells no one",
        type,
        on: ["create", "update"],
        source: "repost.aws/knowledge-center/cloudwatch-configure-alarm-sns, repost.aws/knowledge-center/cloudwatch-receive-sns-for-alarm-trigger",
        verbatim: true,
        delayed: true,
        reject: undeliveredAction,
    },
    {
        what: "deleting an alarm that a composite alarm consists of",
        type,
        on: ["delete"],
        source: "ekristen/aws-nuke#462",
        verbatim: true,
        reject: dependents,
    },
];

function periodsOf(properties: PropertyMap): number[] {
    const queries = listOf(properties.metricQueries);
    return [properties, ...queries, ...queries.flatMap(({ metric }) => listOf([metric ?? null]))]
        .map(({ period }) => period)
        .filter((period) => isSet(period) && !hasUnknowns(period ?? null))
        .map(Number);
}
