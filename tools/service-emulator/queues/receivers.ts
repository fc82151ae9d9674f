import type { Clock } from "../clock";
import type { ReceivedMessage } from "./message";

interface Receiver {
    readonly maximum: number;
    readonly visibilitySeconds: number;
    readonly finish: (messages: readonly ReceivedMessage[]) => void;
}

/** The messages that receivers wait for. */
interface Source {
    readonly take: (maximum: number, visibilitySeconds: number) => readonly ReceivedMessage[];
    /** When a message becomes visible next, in milliseconds since 1970; infinity if there is no message. */
    readonly nextVisibleAt: () => number;
}

/** Receives that wait for a message, each of which is served in its turn. */
export class Receivers {
    private readonly waiting = new Set<Receiver>();
    private cancelNext: (() => void) | undefined;

    constructor(
        private readonly clock: Clock,
        private readonly source: Source,
    ) {}

    /** Takes messages at once if there are some, or waits for them. An aborted receive takes none and gets an empty list. */
    receive(options: {
        readonly maximum: number;
        readonly visibilitySeconds: number;
        readonly waitMillis: number;
        readonly signal: AbortSignal | undefined;
    }): Promise<readonly ReceivedMessage[]> {
        const { maximum, visibilitySeconds, waitMillis, signal } = options;
        if (signal?.aborted) return Promise.resolve([]);
        const messages = this.waiting.size === 0 ? this.source.take(maximum, visibilitySeconds) : [];
        if (messages.length > 0 || waitMillis <= 0) return Promise.resolve(messages);
        return new Promise((resolve) => {
            const end = () => receiver.finish([]);
            const cancel = this.clock.after(waitMillis, end);
            const finish = (received: readonly ReceivedMessage[]) => {
                cancel();
                signal?.removeEventListener("abort", end);
                this.waiting.delete(receiver);
                resolve(received);
            };
            const receiver: Receiver = { maximum, visibilitySeconds, finish };
            signal?.addEventListener("abort", end);
            this.waiting.add(receiver);
            this.serve();
        });
    }

    /** Gives visible messages to those that wait. Called whenever a message may have become visible. */
    serve(): void {
        this.cancelNext?.();
        this.cancelNext = undefined;
        for (const receiver of this.waiting) {
            const messages = this.source.take(receiver.maximum, receiver.visibilitySeconds);
            if (messages.length === 0) break;
            receiver.finish(messages);
        }
        if (this.waiting.size === 0) return;
        const next = this.source.nextVisibleAt() - this.clock.now();
        if (next < Number.POSITIVE_INFINITY) this.cancelNext = this.clock.after(Math.max(next, 0), () => this.serve());
    }

    /** How many receives wait. */
    get size(): number {
        return this.waiting.size;
    }

    /** Ends all waits, without messages. */
    close(): void {
        this.cancelNext?.();
        for (const receiver of this.waiting) receiver.finish([]);
    }
}
