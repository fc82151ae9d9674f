/** The functions and the queue that the state machine of filters calls. */
export interface FilterDefinitionArgs {
    /** Partition of the stack, such as `aws`. */
    readonly partition: string;
    /** ARN of the function that makes one image. */
    readonly filterArn: string;
    /** ARN of the function that ends a run. */
    readonly finishArn: string;
    /** URL of the queue that gets the runs that failed. */
    readonly deadLetterUrl: string;
    /** Seconds after which Lambda ends the function that makes an image. */
    readonly filterSeconds: number;
}

/** Seconds after which Lambda ends the function that ends a run. */
export const finishSeconds = 30;

/** The error of a photo that no further attempt can process, thrown by the function that makes an image. */
const rejected = "PhotoRejected";

// A failure of the service, a throttle or a crash may be over a moment later. Times differ, so that runs that failed together do not
// come back together (docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html).
const retry = [
    { ErrorEquals: [rejected], MaxAttempts: 0 },
    {
        ErrorEquals: ["States.TaskFailed", "States.Timeout"],
        IntervalSeconds: 2,
        MaxAttempts: 4,
        BackoffRate: 2,
        MaxDelaySeconds: 60,
        JitterStrategy: "FULL",
    },
];

/**
 * The definition of the state machine of filters in the Amazon States Language: an image for each filter, several at once, and the end
 * of the run. If an image fails after its retries, the run goes to the dead-letter queue, is ended as a failed one, and so is the execution.
 * The input is `{ photoId, runId, filters }`.
 */
export function filterDefinition(args: FilterDefinitionArgs): string {
    const { partition, filterArn, finishArn, deadLetterUrl, filterSeconds } = args;
    const task = (service: string, TimeoutSeconds: number, Parameters: object) => ({
        Type: "Task",
        Resource: `arn:${partition}:states:::${service}`,
        Parameters,
        TimeoutSeconds,
        Retry: retry,
    });
    const call = (FunctionName: string, seconds: number) =>
        // The function ends first, so that its time-out is the one that is reported.
        task("lambda:invoke", seconds + 10, { FunctionName, "Payload.$": "$" });
    // The result of a state is not needed: the next one gets the input of the run.
    const ignored = { ResultPath: null };
    return JSON.stringify({
        Comment: "Filtered images of a photo",
        StartAt: "Variants",
        TimeoutSeconds: 900,
        States: {
            Variants: {
                Type: "Map",
                ItemsPath: "$.filters",
                ItemSelector: {
                    "photoId.$": "$.photoId",
                    "runId.$": "$.runId",
                    "filter.$": "$$.Map.Item.Value",
                },
                MaxConcurrency: 4,
                ItemProcessor: {
                    ProcessorConfig: { Mode: "INLINE" },
                    StartAt: "Variant",
                    States: { Variant: { ...call(filterArn, filterSeconds), End: true } },
                },
                ...ignored,
                Catch: [{ ErrorEquals: ["States.ALL"], ResultPath: "$.error", Next: "DeadLetter" }],
                Next: "Finish",
            },
            Finish: { ...call(finishArn, finishSeconds), End: true },
            DeadLetter: {
                ...task("sqs:sendMessage", 30, {
                    QueueUrl: deadLetterUrl,
                    MessageBody: {
                        "photoId.$": "$.photoId",
                        "runId.$": "$.runId",
                        "filters.$": "$.filters",
                        "error.$": "$.error",
                    },
                    MessageAttributes: { reason: { DataType: "String", "StringValue.$": "$.error.Error" } },
                }),
                ...ignored,
                // The run ends even so; the execution that fails remains.
                Catch: [{ ErrorEquals: ["States.ALL"], ...ignored, Next: "FinishFailed" }],
                Next: "FinishFailed",
            },
            FinishFailed: { ...call(finishArn, finishSeconds), ...ignored, Next: "Failed" },
            Failed: { Type: "Fail", ErrorPath: "$.error.Error", CausePath: "$.error.Cause" },
        },
    });
}
