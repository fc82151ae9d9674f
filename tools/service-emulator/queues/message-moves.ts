import type { Clock } from "../clock";
import type { Queue } from "./queue";
import { invalidParameter, resourceNotFound } from "./queue-errors";

/** A move of the messages of a dead-letter queue. */
export interface MessageMove {
    readonly handle: string;
    readonly sourceArn: string;
    /** Undefined if each message returns to the queue that it came from. */
    readonly destinationArn: string | undefined;
    readonly maximumPerSecond: number | undefined;
    /** Milliseconds since 1970. */
    readonly startedAt: number;
    readonly toMove: number;
    moved: number;
    status: "RUNNING" | "COMPLETED" | "CANCELLED" | "FAILED";
    failureReason: string | undefined;
}

/** The dependencies of moves. */
interface MoveOptions {
    readonly clock: Clock;
    readonly newId: () => string;
    readonly queues: () => Iterable<Queue>;
}

/**
 * Moves from dead-letter queues to their sources or to another queue (SQS API reference, StartMessageMoveTask). A moved message is a new
 * one: its id, time and receive count start again. Without a maximum per second, all visible messages move at once.
 */
export class MessageMoves {
    private readonly moves: MessageMove[] = [];

    constructor(private readonly options: MoveOptions) {}

    /**
     * Starts a move.
     * @throws {ServiceError} ResourceNotFoundException, or InvalidParameterValue if the source is no dead-letter queue or has a move.
     */
    start(given: Pick<MessageMove, "sourceArn" | "destinationArn" | "maximumPerSecond">): MessageMove {
        const queues = [...this.options.queues()];
        const source = queues.find(({ settings }) => settings.arn === given.sourceArn);
        if (source === undefined) throw resourceNotFound("SourceArn");
        if (!queues.some(({ settings }) => settings.redrive?.deadLetterTargetArn === given.sourceArn))
            throw invalidParameter("Source queue must be configured as a Dead Letter Queue.");
        if (given.destinationArn !== undefined && this.find(given.destinationArn) === undefined)
            throw resourceNotFound("DestinationArn");
        if (this.list(given.sourceArn).some(({ status }) => status === "RUNNING"))
            throw invalidParameter(
                "There is already a task running. Only one active task is allowed for a source queue arn at a given time.",
            );
        const { clock, newId } = this.options;
        const counts = { startedAt: clock.now(), toMove: source.counts().visible, moved: 0 };
        const move: MessageMove = { ...given, ...counts, handle: newId(), status: "RUNNING", failureReason: undefined };
        this.moves.unshift(move);
        this.continue(move, source);
        return move;
    }

    /** The moves from a queue, the newest first. */
    list(sourceArn: string): readonly MessageMove[] {
        return this.moves.filter((move) => move.sourceArn === sourceArn);
    }

    private continue(move: MessageMove, source: Queue): void {
        const most = move.maximumPerSecond ?? Number.POSITIVE_INFINITY;
        for (let count = 0; count < most && move.status === "RUNNING"; count++)
            if (move.moved === move.toMove) move.status = "COMPLETED";
            else this.moveOne(move, source);
        if (move.status === "RUNNING") this.options.clock.after(1000, () => this.continue(move, source));
    }

    private moveOne(move: MessageMove, source: Queue): void {
        const message = source.takeOut();
        if (message === undefined) {
            // Others were received or deleted since the start.
            move.status = "COMPLETED";
            return;
        }
        const target = this.find(move.destinationArn ?? message.deadLetterSource ?? "");
        if (target === undefined) {
            source.add(message);
            move.status = "FAILED";
            move.failureReason = "AWS.SimpleQueueService.NonExistentQueue";
            return;
        }
        target.send({ ...message, delaySeconds: 0 });
        move.moved += 1;
    }

    private find(arn: string): Queue | undefined {
        return [...this.options.queues()].find(({ settings }) => settings.arn === arn);
    }
}
