import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import type { Executables } from "../executables";
import type { DatabaseKind, ServerCommand } from "./database-kind";

/** User and group of a process. Default: those of this process. */
export interface Identity {
    readonly uid?: number;
    readonly gid?: number;
}

/** Milliseconds until a server that does not start is stopped, and one that does not stop is killed. */
const timeouts = { start: 60_000, stop: 15_000 };

/** Number of lines of a log in an error message. */
const shownLines = 10;

/** A running database server. */
export class ServerProcess {
    private constructor(
        private readonly child: ChildProcess,
        private readonly ended: Promise<unknown>,
        private readonly stopSignal: NodeJS.Signals,
    ) {}

    /**
     * Starts a server and waits until it takes connections.
     * @throws {Error} with the end of its log if it does not.
     * @throws the reason of the signal if it is aborted.
     */
    static async start(
        { product, readyLine, stopSignal }: DatabaseKind,
        command: ServerCommand,
        programs: Executables,
        identity: Identity,
        signal: AbortSignal,
    ): Promise<ServerProcess> {
        signal.throwIfAborted();
        const child = start(command, programs, identity);
        const ended = once(child, "close");
        const server = new ServerProcess(child, ended, stopSignal);
        const log = new LogTail([child.stdout, child.stderr]);
        const waiting = AbortSignal.any([signal, AbortSignal.timeout(timeouts.start)]);
        let isReady = false;
        try {
            const failed = Promise.race([ended, once(waiting, "abort")]).then(() => false);
            isReady = await Promise.race([log.includes(readyLine), failed]);
        } finally {
            if (!isReady || signal.aborted) await server.stop();
        }
        signal.throwIfAborted();
        if (!isReady) throw new Error(`${product} did not start:\n${log.text()}`);
        return server;
    }

    /** Ends the process, and resolves when it has ended. */
    async stop(): Promise<void> {
        const timer = setTimeout(() => this.child.kill("SIGKILL"), timeouts.stop);
        this.child.kill(this.stopSignal);
        try {
            await this.ended;
        } finally {
            clearTimeout(timer);
        }
    }
}

/**
 * Runs a command to its end.
 * @throws {Error} with the end of its output if it fails.
 * @throws the reason of the signal if it is aborted.
 */
export async function runToEnd(
    command: ServerCommand,
    programs: Executables,
    identity: Identity,
    signal: AbortSignal,
): Promise<void> {
    signal.throwIfAborted();
    const child = start(command, programs, identity);
    const log = new LogTail([child.stdout, child.stderr]);
    const kill = () => child.kill();
    signal.addEventListener("abort", kill, { once: true });
    const [code] = await once(child, "close").finally(() => signal.removeEventListener("abort", kill));
    signal.throwIfAborted();
    if (code !== 0) throw new Error(`${command.program} ended with ${code}:\n${log.text()}`);
}

function start({ program, args, input = "" }: ServerCommand, programs: Executables, identity: Identity) {
    const file = programs.get(program);
    if (file === undefined) throw new Error(`no program "${program}"`);
    // Messages in English, and a folder that the user may enter.
    const child = spawn(file, args, { ...identity, env: { ...process.env, LC_ALL: "C" }, cwd: "/", stdio: "pipe" });
    // One that ends before it has read its input fails with its exit code.
    child.stdin.on("error", () => {});
    child.stdin.end(input);
    return child;
}

/** The last lines that a process has written. */
class LogTail {
    private readonly lines: string[] = [];
    private readonly listeners: ((line: string) => void)[] = [];

    constructor(streams: readonly Readable[]) {
        for (const input of streams)
            createInterface({ input }).on("line", (line) => {
                this.lines.push(line);
                if (this.lines.length > shownLines) this.lines.shift();
                for (const listener of this.listeners) listener(line);
            });
    }

    /** Resolves with true when a line matches. */
    includes(pattern: RegExp): Promise<true> {
        return new Promise((resolve) => {
            this.listeners.push((line) => pattern.test(line) && resolve(true));
        });
    }

    text(): string {
        return this.lines.join("\n");
    }
}
