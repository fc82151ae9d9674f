import { randomUUID } from "node:crypto";
import { systemClock } from "../../../service-emulator/clock";
import { MessageMoves } from "../../../service-emulator/queues/message-moves";
import type { Queue } from "../../../service-emulator/queues/queue";
import type { Queues } from "../../../service-emulator/queues/queue-set";
import type { QueueSettings } from "../../../service-emulator/queues/queue-settings";
import { type DeadLetter, deadLetter, deadLetterLine, WatchedQueue } from "./dead-letters";
import type { QueueDefinition } from "./read/read-queues";

/** How the queues of a stack are served. */
export interface LocalQueuesArgs {
    /** Receives a line for each message that arrives in a dead-letter queue. */
    readonly log: (line: string) => void;
    /** Visibility time-out of all queues in place of their own, in seconds. Default: their own. */
    readonly visibilityTimeoutSeconds?: number | undefined;
    /** Receives each dead letter. Default: no one. */
    readonly onDeadLetter?: ((letter: DeadLetter) => void) | undefined;
}

/** The queues of a stack, with messages that survive a change of it. */
export class LocalQueues implements Queues {
    private readonly queues = new Map<string, { readonly queue: Queue; readonly definition: string }>();
    private deadLetterArns: ReadonlySet<string> = new Set();
    readonly moves = new MessageMoves({ clock: systemClock, newId: randomUUID, queues: () => this.all() });

    constructor(private readonly args: LocalQueuesArgs) {}

    /**
     * Makes the queues of a stack. A queue whose settings have changed is another one, which gets the messages that are not in use.
     * @param deadLetterArns queues for what functions and subscriptions could not process; those of other queues are known.
     */
    publish(definitions: readonly QueueDefinition[], deadLetterArns: readonly string[]): void {
        const redriven = definitions.flatMap(({ redrivePolicy }) => redrivePolicy?.deadLetterTargetArn ?? []);
        this.deadLetterArns = new Set([...redriven, ...deadLetterArns]);
        for (const definition of definitions) {
            const text = JSON.stringify(definition);
            const before = this.queues.get(definition.arn);
            if (before?.definition === text) continue;
            const queue = this.create(definition);
            this.queues.set(definition.arn, { queue, definition: text });
            if (before === undefined) continue;
            for (let message = before.queue.takeOut(); message !== undefined; message = before.queue.takeOut())
                queue.add(message);
            before.queue.close();
        }
        const arns = definitions.map(({ arn }) => arn);
        for (const [arn, { queue }] of this.queues) {
            if (arns.includes(arn)) continue;
            queue.close();
            this.queues.delete(arn);
        }
    }

    /** The queue with an ARN. */
    byArn(arn: string): Queue | undefined {
        return this.queues.get(arn)?.queue;
    }

    /** The queue with a name. */
    byName(name: string): Queue | undefined {
        return this.all().find(({ settings }) => settings.name === name);
    }

    /** All queues. */
    all(): Queue[] {
        return [...this.queues.values()].map(({ queue }) => queue);
    }

    /** Whether what could not be processed goes to a queue. */
    isForDeadLetters(arn: string): boolean {
        return this.deadLetterArns.has(arn);
    }

    /** Ends everything that waits for messages. */
    close(): void {
        for (const queue of this.all()) queue.close();
    }

    private create(definition: QueueDefinition): Queue {
        const { name, arn } = definition;
        const queue: Queue = new WatchedQueue(
            this.settings(definition),
            { clock: systemClock, newId: randomUUID, find: (other) => this.byArn(other) },
            (message) => {
                if (!this.isForDeadLetters(arn)) return;
                const letter = deadLetter(name, message);
                const { visible, inFlight } = queue.counts();
                this.args.log(deadLetterLine(letter, visible + inFlight));
                this.args.onDeadLetter?.(letter);
            },
        );
        return queue;
    }

    private settings(definition: QueueDefinition): QueueSettings {
        return {
            name: definition.name,
            arn: definition.arn,
            visibilityTimeoutSeconds: this.args.visibilityTimeoutSeconds ?? definition.visibilityTimeoutSeconds,
            delaySeconds: definition.delaySeconds,
            retentionSeconds: definition.messageRetentionSeconds,
            receiveWaitSeconds: definition.receiveWaitTimeSeconds,
            maximumMessageBytes: definition.maxMessageSize,
            redrive: definition.redrivePolicy,
        };
    }
}
