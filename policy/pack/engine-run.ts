import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

interface Process {
    readonly name: string;
    readonly parent: number;
    /** When it started, in any unit: process ids are used again. */
    readonly started: string;
}

/** A run of the Pulumi CLI, as the pack sees it. */
export interface EngineRun {
    /** The same in the preview and in the update of one `pulumi up`, e.g. `23064-171490`. */
    readonly id: string;
    /** Whether the engine creates resources now. */
    readonly isUpdate: boolean;
}

/**
 * The run of the CLI that started this process; undefined if none is found. `pulumi up` starts the pack twice, once for its
 * preview and once for the update, and says which by PULUMI_DRY_RUN (measured with Pulumi 3.230).
 */
export function engineRun(environment: Readonly<Record<string, string | undefined>>): EngineRun | undefined {
    const dryRun = environment.PULUMI_DRY_RUN;
    const id = dryRun === undefined ? undefined : commandId();
    return id === undefined ? undefined : { id, isUpdate: dryRun !== "true" };
}

function commandId(): string | undefined {
    let pid = process.ppid;
    for (let steps = 0; steps < maxSteps && pid > 1; steps++) {
        const found = lookUp(pid);
        if (found === undefined) return undefined;
        // Nix wraps the command.
        if (/^\.?pulumi(-wrapped)?(\.exe)?$/.test(found.name)) return `${pid}-${found.started}`;
        pid = found.parent;
    }
    return undefined;
}

// The CLI, its language host and a shell.
const maxSteps = 5;

function lookUp(pid: number): Process | undefined {
    try {
        return process.platform === "linux" ? fromProc(pid) : fromPs(pid);
    } catch {
        // The process has ended, or the system has neither /proc nor ps.
        return undefined;
    }
}

// man proc_pid_stat: pid (comm) state ppid … starttime is the 22nd field; the name may contain spaces.
function fromProc(pid: number): Process {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return {
        name: stat.slice(stat.indexOf("(") + 1, stat.lastIndexOf(")")),
        parent: Number(fields[1]),
        started: fields[19] ?? "",
    };
}

const fromPs = (pid: number): Process | undefined =>
    parsePs(
        execFileSync("ps", ["-ww", "-o", "ppid=", "-o", "lstart=", "-o", "comm=", "-p", String(pid)], {
            encoding: "utf8",
            // The date has five words in this locale.
            env: { ...process.env, LC_ALL: "C" },
            stdio: ["ignore", "pipe", "ignore"],
        }),
    );

/** Reads a line of `ps -o ppid= -o lstart= -o comm=`; the path of a command may contain spaces. */
export function parsePs(line: string): Process | undefined {
    const [, parent, started = "", command = ""] = /^(\d+)\s+((?:\S+\s+){4}\S+)\s+(.*)$/.exec(line.trim()) ?? [];
    if (parent === undefined) return undefined;
    const name = command.slice(command.lastIndexOf("/") + 1);
    return { name, parent: Number(parent), started: started.replaceAll(/\W/g, "") };
}
