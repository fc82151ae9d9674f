/** Something that an integration has sent to a service: a message, a record, an event, an execution or an object. */
export interface SentMessage {
    /** Such as `sqs`. */
    readonly service: string;
    /** Such as `SendMessage`. */
    readonly action: string;
    /** Name of the queue, topic, stream, event bus, state machine or bucket. */
    readonly resource: string;
    /** Its content, decoded. */
    readonly content: string;
    /** Length of content that may be binary. Default: that of the string. */
    readonly bytes?: number;
    /** Other parts, such as message attributes. */
    readonly details: Readonly<Record<string, unknown>>;
}

// `serve` may run for days.
const maxStored = 1000;

/** Keeps the last 1,000 messages that integrations have sent. */
export class SentMessages {
    private readonly stored: SentMessage[] = [];

    /** @param onSent receives each message. Default: no one. */
    constructor(private readonly onSent: (message: SentMessage) => void = () => {}) {}

    /** All that are stored, in the order in which they were sent. */
    get all(): readonly SentMessage[] {
        return this.stored;
    }

    add(message: SentMessage): void {
        this.stored.push(message);
        if (this.stored.length > maxStored) this.stored.shift();
        this.onSent(message);
    }
}

/** A line about a message, without its content. */
export function sentLine({ service, action, resource, content, bytes }: SentMessage): string {
    return `${service} ${action} ${resource}: ${bytes ?? Buffer.byteLength(content)} bytes`;
}
