import { setImmediate } from "node:timers/promises";

/** Resolves when a condition holds; the time-out of the test ends the wait. */
export async function until(holds: () => boolean): Promise<void> {
    while (!holds()) await setImmediate();
}

/** Resolves when everything that can go on without the clock has. */
export async function settled(): Promise<void> {
    for (let round = 0; round < 20; round++) await setImmediate();
}
