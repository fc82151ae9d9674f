import { readFileSync } from "node:fs";

/** Highest memory that processes have had, in MB. */
export interface PeakMemory {
    /** This process: the gateway, the stores, and the client. */
    readonly main: number;
    /** The largest one of the functions' processes. */
    readonly worker: number;
    /** All of the functions' processes at the same time. */
    readonly workers: number;
}

const megabyte = 1024 * 1024;

/** Watches the memory of this process and of others, several times a second. */
export class MemoryWatch {
    private peak = { main: 0, worker: 0, workers: 0 };
    private readonly timer: NodeJS.Timeout;

    /** @param pids ids of the others, at each time. */
    constructor(private readonly pids: () => readonly number[]) {
        this.timer = setInterval(() => this.look(), 250);
    }

    /** Ends the watch. */
    close(): PeakMemory {
        clearInterval(this.timer);
        this.look();
        return this.peak;
    }

    private look(): void {
        const workers = this.pids().map(residentMegabytes);
        const { main, worker, workers: sum } = this.peak;
        this.peak = {
            main: Math.max(main, Math.round(process.memoryUsage.rss() / megabyte)),
            worker: Math.max(worker, ...workers),
            workers: Math.max(
                sum,
                workers.reduce((total, each) => total + each, 0),
            ),
        };
    }
}

// Linux says so in a file (man 5 proc_pid_status); a process may end meanwhile, and other systems have no such file.
function residentMegabytes(pid: number): number {
    try {
        const [, kilobytes = "0"] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
        return Math.round(Number(kilobytes) / 1024);
    } catch (error) {
        if (error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ESRCH")) return 0;
        throw error;
    }
}
