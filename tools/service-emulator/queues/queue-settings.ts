/** Times and sizes of a queue's messages. */
interface QueueBehavior {
    readonly visibilityTimeoutSeconds: number;
    readonly delaySeconds: number;
    readonly retentionSeconds: number;
    /** How long a receive waits for a message unless it says otherwise. */
    readonly receiveWaitSeconds: number;
    readonly maximumMessageBytes: number;
}

/** The defaults of SQS (API reference, CreateQueue; the size as recorded: localstack, test_create_and_update_queue_attributes). */
const defaults: QueueBehavior = {
    visibilityTimeoutSeconds: 30,
    delaySeconds: 0,
    retentionSeconds: 345_600,
    receiveWaitSeconds: 0,
    maximumMessageBytes: 1_048_576,
};

interface QueueIdentity {
    readonly name: string;
    /** Such as `arn:aws:sqs:us-east-1:123456789012:photos`. */
    readonly arn: string;
    readonly redrive?: RedrivePolicy | undefined;
}

/** A queue as a stack declares it; what is left out has the default of SQS. */
export type QueueSettings = QueueIdentity & Partial<QueueBehavior>;

/** Settings of a queue with the defaults. */
export type CompleteSettings = QueueIdentity & QueueBehavior;

/** Where a message goes that was received too often. */
export interface RedrivePolicy {
    readonly deadLetterTargetArn: string;
    /** A message that was received so often is moved when it would be received once more. */
    readonly maxReceiveCount: number;
}

/** Adds the defaults. */
export function completeSettings(given: QueueSettings): CompleteSettings {
    return { ...defaults, ...given };
}
