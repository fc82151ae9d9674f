import type { FunctionResult } from "../function-result";
import type { QueueMessage } from "../topics/notification";
import type { Publication } from "../topics/publication";

/**
 * The functions, queues and topics that tasks call, after the role was checked. A ServiceError of a target becomes the error of the task, such
 * as `Lambda.ResourceNotFoundException`.
 */
export interface TaskTargets {
    /**
     * Runs a function.
     * @param functionArn as the state names it, with a qualifier if it has one.
     * @param signal is aborted at the time-out of the state, or when the execution is stopped.
     */
    readonly invokeFunction: (functionArn: string, event: unknown, signal: AbortSignal) => Promise<FunctionResult>;
    readonly sendMessage: (
        queueArn: string,
        message: QueueMessage & { readonly delaySeconds?: number },
    ) => Promise<{ readonly messageId: string; readonly md5OfBody: string }>;
    /** @returns ID of the message. */
    readonly publish: (topicArn: string, publication: Publication) => Promise<string>;
}
