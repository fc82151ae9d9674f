import type { Clock } from "../clock";
import { MessageMoves } from "./message-moves";
import { Queue } from "./queue";
import type { QueueSettings } from "./queue-settings";

/** Queues as the API of SQS finds them. */
export interface Queues {
    readonly moves: MessageMoves;
    /** The queue with a name. */
    byName(name: string): Queue | undefined;
    /** The queue with an ARN. */
    byArn(arn: string): Queue | undefined;
    /** All of them, in the order in which they were made. */
    all(): readonly Queue[];
}

/** The queues of an account in a region, whose dead letters and moves go from one to another. */
export class QueueSet implements Queues {
    readonly moves: MessageMoves;
    private readonly queues: ReadonlyMap<string, Queue>;

    constructor(
        settings: readonly QueueSettings[],
        dependencies: { readonly clock: Clock; readonly newId: () => string },
    ) {
        const find = (arn: string) => this.byArn(arn);
        this.queues = new Map(settings.map((each) => [each.name, new Queue(each, { ...dependencies, find })]));
        this.moves = new MessageMoves({ ...dependencies, queues: () => this.queues.values() });
    }

    /** The queue with a name. */
    byName(name: string): Queue | undefined {
        return this.queues.get(name);
    }

    /** The queue with an ARN. */
    byArn(arn: string): Queue | undefined {
        const queue = this.queues.get(arn.split(":").at(-1) ?? "");
        return queue?.settings.arn === arn ? queue : undefined;
    }

    /** All queues, in the order of the settings. */
    all(): readonly Queue[] {
        return [...this.queues.values()];
    }

    /** Ends all receives that wait. */
    close(): void {
        for (const queue of this.queues.values()) queue.close();
    }
}
