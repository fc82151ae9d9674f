import { existsSync, readdirSync, readFileSync } from "node:fs";

// The kernel's unit of CPU time in /proc, on every Linux that Node runs on (proc(5), sysconf(_SC_CLK_TCK)).
const millisecondsPerTick = 10;

/**
 * CPU time of some processes up to now, in milliseconds; undefined where there is no /proc.
 * Unlike requests per second, it hardly depends on the other load of the machine.
 */
export function cpuTime(pids: readonly number[]): number | undefined {
    let sum = 0;
    for (const pid of pids) {
        const file = `/proc/${pid}/stat`;
        if (!existsSync(file)) return undefined;
        // The name in parentheses may contain blanks; utime and stime are fields 14 and 15.
        const fields = readFileSync(file, "utf8").split(") ").at(-1)?.split(" ") ?? [];
        sum += (Number(fields[11]) + Number(fields[12])) * millisecondsPerTick;
    }
    return sum;
}

/** Ids of the child processes whose command line contains `text`; empty where there is no /proc. */
export function childrenOf(parent: number, text: string): number[] {
    if (!existsSync("/proc/self/stat")) return [];
    const pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
    return pids.map(Number).filter((pid) => {
        try {
            const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ") ?? [];
            return Number(fields[1]) === parent && readFileSync(`/proc/${pid}/cmdline`, "utf8").includes(text);
        } catch (error) {
            // The process may have ended meanwhile.
            if (error instanceof Error && "code" in error && error.code !== undefined) return false;
            throw error;
        }
    });
}
