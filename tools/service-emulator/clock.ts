/** Time of the services, which a test can move. */
export interface Clock {
    /** Milliseconds since 1970. */
    readonly now: () => number;
    /** Calls a function after a number of milliseconds. @returns what cancels that call. */
    readonly after: (millis: number, call: () => void) => () => void;
}

/** The time of this machine. Its calls keep no process alive. */
export const systemClock: Clock = {
    now: Date.now,
    after: (millis, call) => {
        const timer = setTimeout(call, millis).unref();
        return () => clearTimeout(timer);
    },
};
