import type { Clock } from "../clock";
import {
    type MessageCounts,
    type NewMessage,
    type ReceivedMessage,
    type ReceiveOptions,
    type StoredMessage,
    storedMessage,
} from "./message";
import { invalidParameter, receiptHandleIsInvalid } from "./queue-errors";
import { type CompleteSettings, completeSettings, type QueueSettings } from "./queue-settings";
import { Receivers } from "./receivers";

/** The dependencies of a queue. */
export interface QueueDependencies {
    readonly clock: Clock;
    /** A new UUID. */
    readonly newId: () => string;
    /** The queue with an ARN, which dead letters are moved to. */
    readonly find: (arn: string) => Queue | undefined;
}

// SQS API reference, ChangeMessageVisibility: 12 hours from the time at which the message was received.
const maximumVisibilitySeconds = 43_200;

/**
 * A standard queue of SQS in memory. Messages are received in the order in which they were sent, which a standard queue of AWS does not
 * promise. Each method takes effect at once; only a receive that waits does not.
 */
export class Queue {
    readonly settings: CompleteSettings;
    /** Time in milliseconds since 1970. */
    readonly createdAt: number;
    private readonly messages = new Map<string, StoredMessage>();
    private readonly receivers: Receivers;

    constructor(
        settings: QueueSettings,
        private readonly dependencies: QueueDependencies,
    ) {
        this.settings = completeSettings(settings);
        this.createdAt = dependencies.clock.now();
        this.receivers = new Receivers(dependencies.clock, {
            take: (maximum, visibilitySeconds) => this.take(maximum, visibilitySeconds),
            nextVisibleAt: () => this.nextVisibleAt(),
        });
    }

    /** Adds a message, and returns its id. */
    send(given: NewMessage): string {
        const id = this.dependencies.newId();
        this.add(storedMessage(given, { id, sentAt: this.now(), delaySeconds: this.settings.delaySeconds }));
        return id;
    }

    /** Receives visible messages and hides them for the visibility time-out; an empty list if none is visible until the wait is over. */
    receive({
        maximum = 1,
        visibilityTimeoutSeconds,
        waitSeconds,
        signal,
    }: ReceiveOptions = {}): Promise<readonly ReceivedMessage[]> {
        return this.receivers.receive({
            maximum,
            visibilitySeconds: visibilityTimeoutSeconds ?? this.settings.visibilityTimeoutSeconds,
            waitMillis: (waitSeconds ?? this.settings.receiveWaitSeconds) * 1000,
            signal,
        });
    }

    /**
     * Deletes a message. The handle of an earlier receive, or of a message that is gone, has no effect.
     * @throws {ServiceError} ReceiptHandleIsInvalid for what is no handle.
     */
    delete(receiptHandle: string): void {
        const message = this.messageOf(receiptHandle);
        if (message !== undefined) this.messages.delete(message.id);
    }

    /**
     * Hides a received message for other seconds from now on, 0 to 43,200.
     * @throws {ServiceError} ReceiptHandleIsInvalid, or InvalidParameterValue if the message is gone, visible or received again.
     */
    changeVisibility(receiptHandle: string, seconds: number): void {
        const message = this.messageOf(receiptHandle);
        const now = this.now();
        if (message?.lastReceivedAt === undefined || message.visibleAt <= now)
            throw invalidParameter(
                `Value ${receiptHandle} for parameter ReceiptHandle is invalid. Reason: Message does not exist or is not available for visibility timeout change.`,
            );
        if (now + seconds * 1000 > message.lastReceivedAt + maximumVisibilitySeconds * 1000)
            throw invalidParameter(
                `Value ${seconds} for parameter VisibilityTimeout is invalid. Reason: Total VisibilityTimeout for the message is beyond the limit [${maximumVisibilitySeconds} seconds].`,
            );
        message.visibleAt = now + seconds * 1000;
        this.receivers.serve();
    }

    /** Counts the messages by their state. */
    counts(): MessageCounts {
        this.dropExpired();
        const now = this.now();
        const hidden = [...this.messages.values()].filter(({ visibleAt }) => visibleAt > now);
        const delayed = hidden.filter(({ receipt }) => receipt === undefined).length;
        return { visible: this.messages.size - hidden.length, inFlight: hidden.length - delayed, delayed };
    }

    /** Deletes all messages. */
    purge(): void {
        this.messages.clear();
    }

    /** Takes out the first visible message, to move it to another queue; undefined without one. */
    takeOut(): StoredMessage | undefined {
        this.dropExpired();
        const now = this.now();
        for (const message of this.messages.values())
            if (message.visibleAt <= now) {
                this.messages.delete(message.id);
                return message;
            }
        return undefined;
    }

    /** Adds a message that another queue has taken out. */
    add(message: StoredMessage): void {
        this.messages.set(message.id, message);
        this.receivers.serve();
    }

    /** How many receives wait for a message. */
    get waiting(): number {
        return this.receivers.size;
    }

    /** Ends all waits, without messages. */
    close(): void {
        this.receivers.close();
    }

    private take(maximum: number, visibilitySeconds: number): ReceivedMessage[] {
        this.dropExpired();
        const now = this.now();
        const received: ReceivedMessage[] = [];
        for (const message of this.messages.values()) {
            if (received.length === maximum) break;
            if (message.visibleAt > now || this.moveDeadLetter(message)) continue;
            message.receiveCount += 1;
            message.firstReceivedAt ??= now;
            message.lastReceivedAt = now;
            message.visibleAt = now + visibilitySeconds * 1000;
            message.receipt = this.dependencies.newId();
            const receiptHandle = Buffer.from(`${message.id} ${message.receipt}`).toString("base64");
            received.push({ ...message, firstReceivedAt: message.firstReceivedAt, receiptHandle });
        }
        return received;
    }

    // The count goes on there, and the time of sending stays (recorded: localstack, test_dead_letter_queue_message_attributes; SQS
    // developer guide, "Understanding message retention periods for dead-letter queues").
    private moveDeadLetter(message: StoredMessage): boolean {
        const { redrive, arn } = this.settings;
        if (redrive === undefined || message.receiveCount < redrive.maxReceiveCount) return false;
        const target = this.dependencies.find(redrive.deadLetterTargetArn);
        if (target === undefined) return false;
        this.messages.delete(message.id);
        target.add({ ...message, deadLetterSource: arn, visibleAt: this.now(), receipt: undefined });
        return true;
    }

    private messageOf(receiptHandle: string): StoredMessage | undefined {
        const [id = "", receipt, ...more] = Buffer.from(receiptHandle, "base64").toString().split(" ");
        if (receipt === undefined || more.length > 0) throw receiptHandleIsInvalid(receiptHandle);
        const message = this.messages.get(id);
        return message?.receipt === receipt ? message : undefined;
    }

    // In the order of sending, but dead letters and moved messages may be older than those before them.
    private dropExpired(): void {
        const oldest = this.now() - this.settings.retentionSeconds * 1000;
        for (const { id, sentAt } of this.messages.values()) if (sentAt <= oldest) this.messages.delete(id);
    }

    private nextVisibleAt(): number {
        let next = Number.POSITIVE_INFINITY;
        for (const { visibleAt } of this.messages.values()) next = Math.min(next, visibleAt);
        return next;
    }

    private now(): number {
        return this.dependencies.clock.now();
    }
}
