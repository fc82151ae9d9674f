import { readFileSync } from "node:fs";

// Between npm and this process is at most a shell.
const maxGenerations = 2;

/**
 * Seconds since the user started the command: since npm was started, where npm runs this process and the system tells
 * (Linux); otherwise since this process was started.
 */
export function waitedSeconds(): number {
    const ownSeconds = performance.now() / 1000;
    if (process.env.npm_lifecycle_event === undefined || process.platform !== "linux") return ownSeconds;
    let pid = process.ppid;
    for (let generation = 0; generation < maxGenerations; generation++) {
        const found = readProcess(pid);
        if (found === undefined) return ownSeconds;
        if (found.name.startsWith("npm")) return found.seconds;
        pid = found.parent;
    }
    return ownSeconds;
}

// proc_pid_stat(5): "pid (name) state ppid … starttime" with starttime as field 22, in hundredths of a second since boot.
function readProcess(pid: number): { name: string; parent: number; seconds: number } | undefined {
    try {
        const [, name = "", rest = ""] = /^\d+ \((.*)\) (.*)$/s.exec(readFileSync(`/proc/${pid}/stat`, "utf8")) ?? [];
        const fields = rest.split(" ");
        const uptime = Number(readFileSync("/proc/uptime", "utf8").split(" ", 1)[0]);
        const seconds = uptime - Number(fields[19]) / 100;
        return Number.isFinite(seconds) ? { name, parent: Number(fields[1]), seconds } : undefined;
    } catch {
        return undefined;
    }
}
