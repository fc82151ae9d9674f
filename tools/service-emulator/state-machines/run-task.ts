import { wait } from "../wait";
import { callTask } from "./call-task";
import { checkSize } from "./data-flow";
import { type Frame, unlessAborted } from "./frame";
import { withData } from "./history";
import { StatesError } from "./states-error";
import type { TaskResource } from "./task-resource";

/** An attempt of a Task state. */
export interface TaskAttempt {
    readonly name: string;
    readonly resource: TaskResource;
    readonly parameters: unknown;
    readonly timeoutSeconds: number | undefined;
}

/**
 * Attempts a task once, within its time.
 * @throws {StatesError} that of the task, or States.Timeout.
 */
export async function runTask(attempt: TaskAttempt, frame: Frame): Promise<unknown> {
    const events = eventsOf(attempt, frame);
    const add = ([type, details]: readonly [string, object]) => frame.history.add(frame.cursor, type, details);
    add(events.scheduled);
    add(events.started);
    try {
        const result = await withinTime(attempt, frame);
        checkSize(attempt.name, result);
        add(events.succeeded(result));
        return result;
    } catch (error) {
        if (error instanceof StatesError && !frame.signal.aborted)
            add(error.error === "States.Timeout" ? events.timedOut : events.failed(error));
        throw error;
    }
}

async function withinTime({ resource, parameters, timeoutSeconds }: TaskAttempt, frame: Frame): Promise<unknown> {
    const ended = new AbortController();
    const timeout = new AbortController();
    if (timeoutSeconds !== undefined)
        wait(frame.clock, timeoutSeconds * 1000, ended.signal).then(
            () => timeout.abort(new StatesError("States.Timeout")),
            // The task ended in time.
            () => undefined,
        );
    const signal = AbortSignal.any([frame.signal, timeout.signal]);
    try {
        return await unlessAborted(callTask(resource, parameters, { ...frame, signal }), signal);
    } finally {
        ended.abort();
    }
}

type Event = readonly [type: string, details: object];

function eventsOf({ resource, parameters, timeoutSeconds }: TaskAttempt, { machineArn }: Frame) {
    const time = timeoutSeconds !== undefined && { timeoutInSeconds: timeoutSeconds };
    if (resource.kind === "function") {
        const scheduled = { ...withData("input", parameters), resource: resource.functionArn, ...time };
        return {
            scheduled: ["LambdaFunctionScheduled", { lambdaFunctionScheduledEventDetails: scheduled }] satisfies Event,
            started: ["LambdaFunctionStarted", {}] satisfies Event,
            succeeded: (output: unknown): Event => [
                "LambdaFunctionSucceeded",
                { lambdaFunctionSucceededEventDetails: withData("output", output) },
            ],
            failed: (error: StatesError): Event => [
                "LambdaFunctionFailed",
                { lambdaFunctionFailedEventDetails: failure(error) },
            ],
            timedOut: [
                "LambdaFunctionTimedOut",
                { lambdaFunctionTimedOutEventDetails: { error: "States.Timeout" } },
            ] satisfies Event,
        };
    }
    const called = { resource: resource.action, resourceType: resource.service };
    const scheduled = { parameters: JSON.stringify(parameters), region: machineArn.split(":")[3], ...called, ...time };
    return {
        scheduled: ["TaskScheduled", { taskScheduledEventDetails: scheduled }] satisfies Event,
        started: ["TaskStarted", { taskStartedEventDetails: called }] satisfies Event,
        succeeded: (output: unknown): Event => [
            "TaskSucceeded",
            { taskSucceededEventDetails: { ...withData("output", output), ...called } },
        ],
        failed: (error: StatesError): Event => [
            "TaskFailed",
            { taskFailedEventDetails: { ...failure(error), ...called } },
        ],
        timedOut: [
            "TaskTimedOut",
            { taskTimedOutEventDetails: { error: "States.Timeout", ...called } },
        ] satisfies Event,
    };
}

/** An error in the details of an event. */
export function failure({ error, errorCause }: StatesError): object {
    return { ...(errorCause !== undefined && { cause: errorCause }), ...(error !== undefined && { error }) };
}
