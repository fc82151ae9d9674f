/** A value that a sender adds to a message. */
export interface MessageAttribute {
    /** `String`, `Number` or `Binary`, with a suffix of the sender such as `Number.int`. */
    readonly DataType: string;
    readonly StringValue?: string | undefined;
    /** In base64. */
    readonly BinaryValue?: string | undefined;
}

/** The attributes of a message by their names. */
export type MessageAttributes = Readonly<Record<string, MessageAttribute>>;

/** A message that is sent. */
export interface NewMessage {
    readonly body: string;
    readonly attributes?: MessageAttributes | undefined;
    /** Seconds until it can be received; the queue's by default. */
    readonly delaySeconds?: number | undefined;
    /** Who sends it: for a role's session `<id of the role>:<name of the session>`. */
    readonly senderId?: string | undefined;
    /** Trace header, which X-Ray adds. */
    readonly traceHeader?: string | undefined;
    readonly groupId?: string | undefined;
}

/** A message of a queue. Times are milliseconds since 1970. */
export interface StoredMessage {
    readonly id: string;
    readonly body: string;
    readonly attributes: MessageAttributes;
    readonly senderId: string;
    readonly traceHeader: string | undefined;
    readonly groupId: string | undefined;
    readonly sentAt: number;
    /** ARN of the queue that moved it here as a dead letter. */
    readonly deadLetterSource: string | undefined;
    /** From then on it can be received. */
    visibleAt: number;
    receiveCount: number;
    firstReceivedAt: number | undefined;
    lastReceivedAt: number | undefined;
    /** The newest receipt; older ones have no effect. */
    receipt: string | undefined;
}

/** A message that is received, as it was at that time. */
export interface ReceivedMessage
    extends Readonly<Omit<StoredMessage, "visibleAt" | "receipt" | "firstReceivedAt" | "lastReceivedAt">> {
    readonly firstReceivedAt: number;
    readonly receiptHandle: string;
}

/** How messages are received. */
export interface ReceiveOptions {
    /** 1 to 10; 1 by default. */
    readonly maximum?: number | undefined;
    /** Until the messages are visible again; the queue's by default. */
    readonly visibilityTimeoutSeconds?: number | undefined;
    /** How long to wait if there is no message; the queue's by default. */
    readonly waitSeconds?: number | undefined;
    /** Ends the wait of a receiver that has gone, so that no message is lost to it. */
    readonly signal?: AbortSignal | undefined;
}

/** Messages of a queue by their state (SQS developer guide, "Available CloudWatch metrics for Amazon SQS"). */
export interface MessageCounts {
    readonly visible: number;
    readonly inFlight: number;
    readonly delayed: number;
}

/** A message as it is sent, with the delay of its queue unless it has one itself. */
export function storedMessage(
    given: NewMessage,
    { id, sentAt, delaySeconds }: { readonly id: string; readonly sentAt: number; readonly delaySeconds: number },
): StoredMessage {
    return {
        id,
        body: given.body,
        attributes: given.attributes ?? {},
        senderId: given.senderId ?? "",
        traceHeader: given.traceHeader,
        groupId: given.groupId,
        sentAt,
        deadLetterSource: undefined,
        visibleAt: sentAt + (given.delaySeconds ?? delaySeconds) * 1000,
        receiveCount: 0,
        firstReceivedAt: undefined,
        lastReceivedAt: undefined,
        receipt: undefined,
    };
}
