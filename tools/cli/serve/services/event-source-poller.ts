import type { NodeFunctionResult } from "../../../gateway-emulator/integration/lambda/node-function";
import type { ReceivedMessage } from "../../../service-emulator/queues/message";
import type { Queue } from "../../../service-emulator/queues/queue";
import { batchOutcome } from "./batch-outcome";
import { queueEvent } from "./queue-event";
import type { EventSource } from "./read/read-queues";

/** How a queue's messages are given to a function. */
export interface PollerArgs {
    readonly source: Pick<EventSource, "batchSize" | "windowInMillis" | "reportsFailures">;
    readonly queue: Queue;
    /** How many batches are given at once. */
    readonly concurrency: number;
    readonly invoke: (event: object) => Promise<NodeFunctionResult>;
    /** Receives each batch when the function has ended. Default: no one. */
    readonly onBatch?: (batch: FinishedBatch) => void;
}

/** A batch that a function has had. */
export interface FinishedBatch {
    readonly messages: readonly ReceivedMessage[];
    /** Ids of those that stay in the queue. */
    readonly failed: readonly string[];
    /** Why all of them stay; undefined if the function itself named those that do. */
    readonly reason?: string;
}

// SQS API reference, ReceiveMessage: 10 messages, 20 seconds.
const maxReceive = 10;
const longPollSeconds = 20;

/**
 * Gives the messages of a queue to a function, as an event source mapping of Lambda does: in batches, several at once, and deletes those
 * that the function has processed. The others are visible again when their time-out ends; that of a batch whose process was killed too.
 */
export class EventSourcePoller {
    private readonly ending = new AbortController();
    private readonly lanes: readonly Promise<void>[];

    /** Begins at once. */
    constructor(private readonly args: PollerArgs) {
        this.lanes = Array.from({ length: args.concurrency }, () => this.poll());
    }

    /** Takes no more messages, and waits until the batches that the function has are finished. */
    async close(): Promise<void> {
        this.ending.abort();
        await Promise.all(this.lanes);
    }

    private async poll(): Promise<void> {
        while (!this.ending.signal.aborted) {
            const messages = await this.receiveBatch();
            if (messages.length > 0) await this.process(messages);
        }
    }

    // A batch is complete with its size, or when its window ends, which begins with the first message
    // (docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html, "batch window").
    private async receiveBatch(): Promise<ReceivedMessage[]> {
        const { batchSize, windowInMillis } = this.args.source;
        const batch: ReceivedMessage[] = [...(await this.receive(batchSize, longPollSeconds))];
        const end = Date.now() + windowInMillis;
        while (batch.length > 0 && batch.length < batchSize && !this.ending.signal.aborted) {
            const rest = (end - Date.now()) / 1000;
            if (rest <= 0) break;
            batch.push(...(await this.receive(batchSize - batch.length, rest)));
        }
        return batch;
    }

    private receive(maximum: number, waitSeconds: number): Promise<readonly ReceivedMessage[]> {
        const { signal } = this.ending;
        return this.args.queue.receive({ maximum: Math.min(maximum, maxReceive), waitSeconds, signal });
    }

    private async process(messages: readonly ReceivedMessage[]): Promise<void> {
        const { source, queue, invoke, onBatch = () => {} } = this.args;
        const result = await invoke(queueEvent(messages, queue.settings.arn));
        const ids = messages.map(({ id }) => id);
        const { failed, reason } = batchOutcome(result, ids, source.reportsFailures);
        for (const { id, receiptHandle } of messages) if (!failed.includes(id)) queue.delete(receiptHandle);
        onBatch({ messages, failed, ...(reason !== undefined && { reason }) });
    }
}
