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
    /** The key of the object that it is about, such as `uploads/1234`, or `photo 1234`; undefined where its body names neither. */
    readonly subject?: string | undefined;
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
    const content = contentOf(body);
    const reason = given ?? moved ?? failureForm.safeParse(content).data ?? "sent without a reason";
    return { queue, messageId, body, subject: subjectForm.safeParse(content).data, reason };
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

// The key of an object is encoded as in a form (docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html).
const objectForm = z
    .object({ Records: z.tuple([z.object({ s3: z.object({ object: z.object({ key: z.string() }) }) })]) })
    .transform(({ Records: [{ s3 }] }) => new URLSearchParams(`key=${s3.object.key}`).get("key") ?? "");

// Of the sample's announcements and filters.
const photoForm = z.object({ photoId: z.string() }).transform(({ photoId }) => `photo ${photoId}`);

const announcementForm = z.string().transform(contentOf).pipe(photoForm);

const subjectForm = z.union([
    objectForm,
    photoForm,
    // A notification of a topic, in a queue or as the event of a function that has failed.
    z.object({ Message: announcementForm }).transform(({ Message }) => Message),
    z
        .object({
            requestPayload: z.object({
                Records: z.tuple([z.object({ Sns: z.object({ Message: announcementForm }) })]),
            }),
        })
        .transform(({ requestPayload: { Records } }) => Records[0].Sns.Message),
]);

// Undefined for a body that is not JSON.
function contentOf(body: string): unknown {
    try {
        return JSON.parse(body);
    } catch (error) {
        if (error instanceof SyntaxError) return undefined;
        throw error;
    }
}

/** The line for the user about a message in a dead-letter queue, with the number of those that are there. */
export function deadLetterLine({ queue, subject, reason }: DeadLetter, count: number): string {
    return `dead letter in ${queue} (${count} there)${subject === undefined ? "" : `, ${subject}`}: ${reason}`;
}
