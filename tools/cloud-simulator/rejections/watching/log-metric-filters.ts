import { parseFilterPattern } from "../../resources/filter-pattern";
import type { Rejection } from "../../resources/rejection";
import { regionOf } from "../../state/cloud";
import { mapOf, text } from "../../state/property-values";

const type = "aws:cloudwatch/logMetricFilter:LogMetricFilter";

/** Metric filters that CloudWatch Logs rejects. */
export const logMetricFilters: readonly Rejection[] = [
    {
        what: "a metric filter of a log group that does not exist",
        type,
        on: ["create", "update"],
        source: "gilt/s3-sftp-bridge#2",
        verbatim: true,
        reject: ({ properties }, cloud) => {
            const region = regionOf(properties, cloud);
            const found = cloud.store
                .ofType("aws:cloudwatch/logGroup:LogGroup")
                .some(({ id, outputs }) => id === text(properties.logGroupName) && regionOf(outputs, cloud) === region);
            return found ? undefined : "ResourceNotFoundException: The specified log group does not exist.";
        },
    },
    {
        what: "a metric filter whose pattern for JSON has no valid comparison of a field",
        type,
        on: ["create", "update"],
        source: "aws/aws-cdk#16278, aws/aws-cdk#15047",
        verbatim: true,
        atPreview: true,
        reject: ({ properties }) => {
            const pattern = text(properties.pattern);
            if (!pattern.trim().startsWith("{")) return undefined;
            try {
                parseFilterPattern(pattern);
                return undefined;
            } catch {
                return "InvalidParameterException: Invalid metric filter pattern";
            }
        },
    },
    {
        what: "a metric with a default value and dimensions",
        type,
        on: ["create", "update"],
        source: "docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_MetricTransformation.html",
        verbatim: false,
        reject: ({ properties }) => {
            const { defaultValue, dimensions } = mapOf(properties.metricTransformation);
            return defaultValue !== undefined && dimensions !== undefined
                ? "InvalidParameterException: Invalid metric transformation: dimensions and default value are mutually exclusive properties."
                : undefined;
        },
    },
];
