import type { Clock } from "./clock";

/**
 * Waits for milliseconds, by a clock that a test can move.
 * @throws the signal's reason if it is aborted meanwhile.
 */
export async function wait(clock: Clock, milliseconds: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    if (milliseconds <= 0) return;
    await new Promise<void>((resolve, reject) => {
        const cancel = clock.after(milliseconds, () => {
            signal?.removeEventListener("abort", stop);
            resolve();
        });
        const stop = () => {
            cancel();
            reject(signal?.reason);
        };
        signal?.addEventListener("abort", stop, { once: true });
    });
}
