import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { z } from "zod";
import { cpuTime } from "./cpu-time";

/** Result of a load test. */
export interface Load {
    readonly requestsPerSecond: number;
    /** 99th percentile of the response time, in milliseconds. */
    readonly p99: number;
    /** CPU time of the server for a request, in microseconds; absent if it cannot be determined. */
    readonly cpu?: number;
}

const connections = 32;
const resultSchema = z.object({
    requests: z.object({ average: z.number(), total: z.number() }),
    latency: z.object({ p99: z.number() }),
    non2xx: z.number(),
    errors: z.number(),
});

/**
 * Puts load on a URL for some seconds, from a separate process.
 * @param pids processes of the server.
 * @throws {Error} if a response was an error.
 */
export async function load(url: string, key: string, seconds: number, pids: readonly number[] = []): Promise<Load> {
    const flags = ["--json", "-c", String(connections), "-d", String(seconds), "-H", `x-api-key=${key}`];
    const command = [require.resolve("autocannon/autocannon.js"), ...flags, url];
    const before = cpuTime(pids);
    const { stdout } = await promisify(execFile)(process.execPath, command);
    const { requests, latency, non2xx, errors } = resultSchema.parse(JSON.parse(stdout));
    if (non2xx + errors > 0)
        throw new Error(`${url}: got ${non2xx} errors and ${errors} broken connections, want none`);
    const after = cpuTime(pids);
    const measured = { requestsPerSecond: requests.average, p99: latency.p99 };
    if (before === undefined || after === undefined || pids.length === 0) return measured;
    return { ...measured, cpu: ((after - before) * 1000) / requests.total };
}
