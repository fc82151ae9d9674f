import { setTimeout } from "node:timers/promises";

/** Time, which tests replace. */
export interface Timing {
    /** Time in milliseconds since 1970. */
    readonly clock: () => number;
    /**
     * Waits for milliseconds.
     * @throws the signal's reason if it is aborted meanwhile.
     */
    readonly wait: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
}

// The longest wait of a timer of Node.
const maxWait = 2 ** 31 - 1;

/** The time of this machine; waits do not keep the process running. */
export const systemTiming: Timing = {
    clock: Date.now,
    wait: async (milliseconds, signal) => {
        for (let rest = milliseconds; rest > 0; rest -= maxWait) {
            await setTimeout(Math.min(rest, maxWait), undefined, { ref: false, ...(signal && { signal }) }).catch(
                (error: unknown) => {
                    signal?.throwIfAborted();
                    throw error;
                },
            );
        }
    },
};
