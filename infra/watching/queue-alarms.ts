import type * as pulumi from "@pulumi/pulumi";
import type { AlarmDefinition, SimpleMetric, Subject } from "./alarm-definition";

/** A queue and its dead-letter queue. */
export interface WatchedQueue extends Subject {
    /** Name at AWS. */
    readonly queueName: pulumi.Input<string>;
    /** Name of the queue of the messages that no consumer could handle. */
    readonly deadLetterName: pulumi.Input<string>;
}

/**
 * A metric of a queue, at its maximum
 * (docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html).
 */
export function queueMetric(queueName: pulumi.Input<string>, metricName: string): SimpleMetric {
    return { namespace: "AWS/SQS", metricName, dimensions: { QueueName: queueName }, statistic: "Maximum" };
}

/** The alarms of a queue. SQS sends no metrics of a queue that has been unused for six hours. */
export const queueAlarms: readonly AlarmDefinition<WatchedQueue>[] = [
    {
        key: "queue-age",
        title: "Messages wait for long",
        watches: "Age of the oldest message in a queue, in seconds",
        firstStep: "Look whether the consumer runs, and whether it receives the same message again and again.",
        setting: "queueAgeSeconds",
        threshold: ({ queueAgeSeconds }) => queueAgeSeconds,
        ...{ bad: "above", periodSeconds: 60, periods: 5, badPeriods: 3, missing: "notBreaching" },
        metric: ({ queueName }) => queueMetric(queueName, "ApproximateAgeOfOldestMessage"),
    },
    {
        key: "dead-letters",
        title: "Messages were given up",
        watches: "Messages in a dead-letter queue",
        firstStep: "Read a message in the dead-letter queue, fix its consumer, and start a redrive.",
        threshold: 0,
        ...{ bad: "above", periodSeconds: 60, periods: 1, missing: "notBreaching" },
        metric: ({ deadLetterName }) => queueMetric(deadLetterName, "ApproximateNumberOfMessagesVisible"),
    },
];
