import type { Caller } from "../caller";
import type { Clock } from "../clock";
import type { Cursor, History } from "./history";
import type { Workflow } from "./read-definition";
import type { TaskTargets } from "./task-targets";

/** The dependencies of state machines. */
export interface MachineDependencies {
    readonly targets: TaskTargets;
    readonly clock: Clock;
    /** A number from 0 to 1, for the jitter of retries and States.MathRandom. */
    readonly random: () => number;
    /** A new UUID. */
    readonly newId: () => string;
}

/** Where an execution is: one path of it, in a branch or an iteration. */
export interface Frame extends MachineDependencies {
    /** ARN of the state machine. */
    readonly machineArn: string;
    /** The role that tasks are called with. */
    readonly role: Caller;
    readonly history: History;
    readonly cursor: Cursor;
    /** The context object, without the state. */
    readonly context: Readonly<Record<string, unknown>>;
    /** Aborted when the path has to end. */
    readonly signal: AbortSignal;
    /** Runs the states of a branch or an iteration. */
    readonly runWorkflow: (workflow: Workflow, input: unknown, frame: Frame) => Promise<unknown>;
}

/**
 * A result, unless the path has to end before.
 * @throws the signal's reason if it is aborted first.
 */
export async function unlessAborted<Result>(result: Promise<Result>, signal: AbortSignal): Promise<Result> {
    signal.throwIfAborted();
    let stop: (() => void) | undefined;
    const aborted = new Promise<never>((_resolve, reject) => {
        stop = () => reject(signal.reason);
        signal.addEventListener("abort", stop, { once: true });
    });
    try {
        return await Promise.race([result, aborted]);
    } finally {
        if (stop !== undefined) signal.removeEventListener("abort", stop);
    }
}
