import { z } from "zod";
import type { StoredMessage } from "../../../service-emulator/queues/message";
import { Queue, type QueueDependencies } from "../../../service-emulator/queues/queue";
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
        dependencies: QueueDependencies,
        private readonly onArrival: (message: StoredMessage) => void,
    ) {
        super(settings, dependencies);
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
    const moved = deadLetterSource === undefined ? undefined : `received ${receiveCount} times`;
    return { queue, messageId, body, reason: given ?? moved ?? errorIn(body) ?? "sent without a reason" };
}

// Of an event that a function has failed with (docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html), or of a state
// machine's run.
const failureForm = z.union([
    z
        .object({ responsePayload: z.object({ errorMessage: z.string() }) })
        .transform((body) => body.responsePayload.errorMessage),
    z
        .object({ error: z.object({ Error: z.string(), Cause: z.string().optional() }) })
        .transform(({ error }) => (error.Cause === undefined ? error.Error : `${error.Error}: ${error.Cause}`)),
]);

function errorIn(body: string): string | undefined {
    try {
        return failureForm.safeParse(JSON.parse(body)).data;
    } catch (error) {
        if (error instanceof SyntaxError) return undefined;
        throw error;
    }
}

/** The line for the user about a message in a dead-letter queue, with the number of those that are there. */
export function deadLetterLine({ queue, reason }: DeadLetter, count: number): string {
    return `dead letter in ${queue} (${count} there): ${reason}`;
}
