import { wait } from "../wait";
import type { Frame } from "./frame";
import { includesError, StatesError } from "./states-error";

/** When and how often a state is attempted again. */
export interface Retrier {
    readonly ErrorEquals: readonly string[];
    readonly IntervalSeconds: number;
    readonly MaxAttempts: number;
    readonly BackoffRate: number;
    readonly MaxDelaySeconds?: number | undefined;
    readonly JitterStrategy: "NONE" | "FULL";
}

/**
 * Seconds before an attempt (step-functions/latest/dg/concepts-error-handling, "Retrying after an error").
 * @param retries how often this retrier was used before.
 * @param random a number from 0 to 1; with full jitter the delay is that part of the whole one.
 */
export function retryDelay(retrier: Retrier, retries: number, random: () => number): number {
    const { IntervalSeconds, BackoffRate, MaxDelaySeconds, JitterStrategy } = retrier;
    const delay = Math.min(IntervalSeconds * BackoffRate ** retries, MaxDelaySeconds ?? Number.POSITIVE_INFINITY);
    return JitterStrategy === "FULL" ? random() * delay : delay;
}

/**
 * Attempts a state until it succeeds or none of its retriers has an attempt left for the error. Each retrier counts its own.
 * @param attempt gets the number of retries so far.
 * @throws {StatesError} the last error.
 */
export async function withRetries<Result>(
    retriers: readonly Retrier[],
    attempt: (retries: number) => Promise<Result>,
    { clock, random, signal }: Frame,
): Promise<Result> {
    const used = new Map<Retrier, number>();
    for (let retries = 0; ; retries++) {
        try {
            return await attempt(retries);
        } catch (error) {
            signal.throwIfAborted();
            if (!(error instanceof StatesError)) throw error;
            const retrier = retriers.find(({ ErrorEquals }) => includesError(ErrorEquals, error));
            const count = retrier === undefined ? 0 : (used.get(retrier) ?? 0);
            if (retrier === undefined || count >= retrier.MaxAttempts) throw error;
            used.set(retrier, count + 1);
            await wait(clock, retryDelay(retrier, count, random) * 1000, signal);
        }
    }
}
