import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { z } from "zod";

/** Megabytes that a process holds after its garbage was collected. */
export interface Memory {
    readonly rss: number;
    readonly heap: number;
}

const memorySchema = z.object({ rss: z.number(), heap: z.number() });

/** Answers each message of the parent with this process's memory; it must run with `--expose-gc`. */
export function tellMemory(): void {
    process.on("message", () => {
        globalThis.gc?.();
        const { rss, heapUsed } = process.memoryUsage();
        process.send?.({ rss: rss / 1e6, heap: heapUsed / 1e6 });
    });
}

/** Asks a process that tells it for its memory. */
export async function memoryOf(child: ChildProcess): Promise<Memory> {
    const answered = once(child, "message");
    child.send("memory");
    const [answer] = await answered;
    return memorySchema.parse(answer);
}
