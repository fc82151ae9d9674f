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
const maxCharacters = 20_000_000;

/** Keeps the last messages that integrations have sent: at most 1,000, with 20 million characters. */
export class SentMessages {
    private readonly stored: SentMessage[] = [];
    private characters = 0;
    private total = 0;

    /** @param onSent receives each message. Default: no one. */
    constructor(private readonly onSent: (message: SentMessage) => void = () => {}) {}

    /** All that are stored, in the order in which they were sent. */
    get all(): readonly SentMessage[] {
        return this.stored;
    }

    /** The number of messages, including those that are no longer stored. */
    get count(): number {
        return this.total;
    }

    add(message: SentMessage): void {
        this.total++;
        this.characters += message.content.length;
        this.stored.push(message);
        while (this.stored.length > maxStored || this.characters > maxCharacters)
            this.characters -= this.stored.shift()?.content.length ?? 0;
        this.onSent(message);
    }
}

/** A line about a message, without its content. */
export function sentLine({ service, action, resource, content, bytes }: SentMessage): string {
    return `${service} ${action} ${resource}: ${bytes ?? Buffer.byteLength(content)} bytes`;
}
