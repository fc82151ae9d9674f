import { setTimeout } from "node:timers/promises";

/**
 * Waits until the app can use its database. It listens before that, and on a busy machine the first connection of a new process takes
 * longer than a call waits for it.
 */
export async function untilHealthy(origin: string): Promise<void> {
    while ((await fetch(`${origin}/health`)).status !== 200) await setTimeout(50);
}
