/** An error of a state, by the names that `ErrorEquals` has. */
export class StatesError extends Error {
    constructor(
        /** Such as `States.Timeout`, or a name that a function throws. */
        readonly error: string | undefined,
        readonly errorCause?: string,
    ) {
        super(errorCause ?? error ?? "");
        this.name = "StatesError";
    }

    /** The error as a Catch passes it on. */
    get output(): { readonly Error?: string; readonly Cause?: string } {
        return {
            ...(this.error !== undefined && { Error: this.error }),
            ...(this.errorCause !== undefined && { Cause: this.errorCause }),
        };
    }
}

/** A definition that the interpreter cannot run as AWS would. */
export class DefinitionError extends Error {
    constructor(message: string) {
        super(message);
        this.name = "DefinitionError";
    }
}

// "States.ALL cannot catch" these (step-functions/latest/dg/concepts-error-handling).
const beyondAll = new Set(["States.DataLimitExceeded", "States.Runtime"]);

/** Whether the names of a retrier or a catcher include an error. */
export function includesError(names: readonly string[], { error }: StatesError): boolean {
    if (error !== undefined && names.includes(error)) return true;
    if (names.includes("States.ALL")) return !beyondAll.has(error ?? "");
    // "A wildcard that matches any known error name except for States.Timeout."
    return names.includes("States.TaskFailed") && error !== "States.Timeout" && !beyondAll.has(error ?? "");
}

/** The error of a path, a template or a value that does not fit, which no Catch of States.ALL catches. */
export function runtimeError(cause: string): StatesError {
    return new StatesError("States.Runtime", cause);
}
