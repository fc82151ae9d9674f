import { runtimeError } from "./states-error";

/** An event of an execution, with its details under AWS's name, such as `taskFailedEventDetails`. */
export interface HistoryEvent {
    readonly id: number;
    readonly previousEventId: number;
    readonly type: string;
    /** Time in seconds since 1970. */
    readonly timestamp: number;
}

/** The last event of one of the paths on which an execution is at the same time. */
export interface Cursor {
    last: number;
}

// step-functions/latest/dg/service-quotas, "Maximum execution event history size".
const maxEvents = 25_000;

/** The events of an execution; names and order of those of AWS (recorded: localstack, stepfunctions/v2/scenarios). */
export class History {
    readonly events: HistoryEvent[] = [];

    constructor(private readonly now: () => number) {}

    /**
     * Adds an event after the last one of a path.
     * @returns its ID.
     * @throws {StatesError} States.Runtime if the history is full, unless the event ends the execution.
     */
    add(cursor: Cursor, type: string, details: object = {}): number {
        if (this.events.length >= maxEvents && !type.startsWith("Execution"))
            throw runtimeError(`The execution reached the maximum number of history events (${maxEvents}).`);
        const id = this.events.length + 1;
        this.events.push({ id, previousEventId: cursor.last, timestamp: this.now() / 1000, type, ...details });
        cursor.last = id;
        return id;
    }
}

/** Input or output of a state in the details of an event. */
export function withData(kind: "input" | "output", value: unknown): object {
    return { [kind]: JSON.stringify(value), [`${kind}Details`]: { truncated: false } };
}
