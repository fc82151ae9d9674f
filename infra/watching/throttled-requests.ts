import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { SimpleMetric } from "./alarm-definition";

/** Arguments of the count of a stage's throttled requests. */
export interface ThrottledRequestsArgs {
    /** Name of the stack at AWS, which the namespace of the metric contains. */
    readonly stackName: string;
    readonly stage: string;
    /** Names of the log groups of the stage's access log; its canary has a separate one. */
    readonly logGroups: readonly pulumi.Output<string>[];
    /** Field of a line that has the status: letters, digits and _. */
    readonly statusField: string;
}

/**
 * Counts the lines of a stage's access log that have the status 429, as REST APIs have no metric of throttled requests.
 *
 * A line has the status as a string, as the format of our access logs is a JSON object of strings; the pattern also matches a number
 * (docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntaxForMetricFilters.html).
 * @returns the metric of that count.
 */
export function countThrottledRequests(
    { stackName, stage, logGroups, statusField }: ThrottledRequestsArgs,
    parent: pulumi.Resource,
): Pick<SimpleMetric, "namespace" | "metricName"> {
    const metric = { namespace: `Gatehouse/${stackName}`, metricName: `ThrottledRequests-${stage}` };
    for (const [index, logGroupName] of logGroups.entries()) {
        const name = `${stage}-throttled${index === 0 ? "" : "-canary"}`;
        new aws.cloudwatch.LogMetricFilter(
            name,
            {
                name,
                logGroupName,
                pattern: `{ ($.${statusField} = 429) || ($.${statusField} = "429") }`,
                metricTransformation: { namespace: metric.namespace, name: metric.metricName, value: "1" },
            },
            { parent },
        );
    }
    return metric;
}
