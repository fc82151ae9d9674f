import type { StoredMessage } from "../../../service-emulator/queues/message";
import { Queue, type QueueSurroundings } from "../../../service-emulator/queues/queue";
import type { QueueSettings } from "../../../service-emulator/queues/queue-settings";

/** A message that has arrived in a queue for what could not be processed. */
export interface DeadLetter {
    /** Name of the queue. */
    readonly queue: string;
    readonly messageId: string;
    readonly body: string;
    /** Why it is there, as its sender says, or how often it was received. */
    readonly reason: string;
}

/** A queue that says when a message arrives. */
export class WatchedQueue extends Queue {
    /** @param onArrival receives each message, whoever sends it. */
    constructor(
        settings: QueueSettings,
        surroundings: QueueSurroundings,
        private readonly onArrival: (message: StoredMessage) => void,
    ) {
        super(settings, surroundings);
    }

    override add(message: StoredMessage): void {
        super.add(message);
        this.onArrival(message);
    }
}

/** Describes a message in a dead-letter queue. */
export function deadLetter(queue: string, message: StoredMessage): DeadLetter {
    const { id: messageId, body, attributes, deadLetterSource, receiveCount } = message;
    const given = attributes.reason?.StringValue ?? attributes.ErrorMessage?.StringValue;
    const moved = deadLetterSource === undefined ? "sent without a reason" : `received ${receiveCount} times`;
    return { queue, messageId, body, reason: given ?? moved };
}

/** The line for the user about a message in a dead-letter queue, with the number of those that are there. */
export function deadLetterLine({ queue, reason }: DeadLetter, count: number): string {
    return `dead letter in ${queue} (${count} there): ${reason}`;
}
