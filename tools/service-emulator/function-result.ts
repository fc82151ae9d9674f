import { z } from "zod";
import type { Clock } from "./clock";
import { wait } from "./wait";

/**
 * The outcome of an invocation of a function; the payload is JSON, and that of a failure has `errorType`, `errorMessage` and
 * mostly `trace`.
 */
export type FunctionResult =
    | { readonly kind: "payload"; readonly payload: string }
    | { readonly kind: "function error"; readonly reason: string; readonly payload: string };

const failureSchema = z.object({ errorType: z.string().optional() });

/** The type of the error in the payload of a failure; `Error` if it has none. */
export function errorTypeOf(payload: string): string {
    return failureSchema.safeParse(JSON.parse(payload)).data?.errorType ?? "Error";
}

/** Delays before the attempts of an asynchronous invocation, in milliseconds (lambda/latest/dg/invocation-async-error-handling). */
export const asynchronousDelays: readonly number[] = [0, 60_000, 120_000];

/**
 * Invokes a function as Lambda does for an event that no one waits for: a failure is followed by two more attempts.
 * @param delays before each attempt, in milliseconds. Default: those of AWS.
 * @returns the last result.
 */
export async function invokeAsynchronously(
    invoke: () => Promise<FunctionResult>,
    clock: Clock,
    delays: readonly number[] = asynchronousDelays,
): Promise<FunctionResult> {
    const [first = 0, ...further] = delays;
    await wait(clock, first);
    const result = await invoke();
    if (result.kind === "payload" || further.length === 0) return result;
    return invokeAsynchronously(invoke, clock, further);
}
