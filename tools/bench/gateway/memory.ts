import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { z } from "zod";

/** Memory of a process after a garbage collection, in megabytes. */
export interface Memory {
    readonly rss: number;
    readonly heap: number;
}

const memorySchema = z.object({ rss: z.number(), heap: z.number() });

/** Sends this process's memory in reply to each message of the parent; the process must run with `--expose-gc`. */
export function reportMemory(): void {
    process.on("message", () => {
        globalThis.gc?.();
        const { rss, heapUsed } = process.memoryUsage();
        process.send?.({ rss: rss / 1e6, heap: heapUsed / 1e6 });
    });
}

/** Requests the memory of a process that has called `reportMemory`. */
export async function memoryOf(child: ChildProcess): Promise<Memory> {
    const reply = once(child, "message");
    child.send("memory");
    const [memory] = await reply;
    return memorySchema.parse(memory);
}
