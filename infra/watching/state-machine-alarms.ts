import type * as pulumi from "@pulumi/pulumi";
import type { AlarmDefinition, SimpleMetric, Subject } from "./alarm-definition";

/** A state machine of AWS Step Functions. */
export interface WatchedStateMachine extends Subject {
    readonly arn: pulumi.Input<string>;
}

/** A count of a state machine (docs.aws.amazon.com/step-functions/latest/dg/procedure-cw-metrics.html). */
export function stateMachineMetric({ arn }: WatchedStateMachine, metricName: string): SimpleMetric {
    return { namespace: "AWS/States", metricName, dimensions: { StateMachineArn: arn }, statistic: "Sum" };
}

/** The alarms of a state machine. */
export const stateMachineAlarms: readonly AlarmDefinition<WatchedStateMachine>[] = [
    {
        key: "failed-executions",
        title: "Executions fail",
        watches: "Executions of a state machine that fail",
        firstStep: "Read the state and the cause in the log group of its executions.",
        threshold: 0,
        ...{ bad: "above", periodSeconds: 300, periods: 1, missing: "notBreaching" },
        metric: (subject) => stateMachineMetric(subject, "ExecutionsFailed"),
    },
    {
        key: "throttled-executions",
        title: "Executions are throttled",
        watches: "State transitions of a state machine that are throttled, and retried",
        firstStep: "Compare the rate of state transitions with the quota of the account and region.",
        threshold: 0,
        ...{ bad: "above", periodSeconds: 300, periods: 1, missing: "notBreaching" },
        metric: (subject) => stateMachineMetric(subject, "ExecutionThrottled"),
    },
];
