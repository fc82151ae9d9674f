import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { z } from "zod";
import type { App } from "../../gateway-emulator/state/deployed-api";
import { UsageError } from "../terminal/usage-error";
import { findProgram, prepareProgram, programFile } from "./programs";

/** Milliseconds until an app that does not stop is killed. */
const grace = 10_000;

/** Milliseconds until an app that does not listen is stopped. */
const startTimeout = 30_000;

/** Packages for an app whose packages are not installed: the project has the same versions (test/app/image.test.ts). */
const packages = join(__dirname, "../../../node_modules");

/** An app in a separate process. */
export interface AppProcess {
    /** URL on which it listens, such as `http://127.0.0.1:4000`. */
    readonly origin: string;
    /** Ends the process, and resolves when it has ended. */
    stop(): Promise<void>;
}

/** How an app is started. */
export interface StartArgs {
    /** Folder that holds `app`. */
    readonly projectFolder: string;
    /** Receives the failures that the app logs, and a message about an unexpected exit. */
    readonly log: (line: string) => void;
    /** Stops the app if it is aborted before the app listens. */
    readonly signal: AbortSignal;
    /** Milliseconds until an app that does not listen is stopped. Default: 30,000. */
    readonly timeoutInMillis?: number;
    /** Receives a line for each step of a build. Default: no one. */
    readonly onProgress?: (line: string) => void;
}

/**
 * Starts the program in `app/<name>` on a free port of 127.0.0.1 with the environment of its container, and waits until
 * it listens. An app that does not listen is stopped before the error is thrown.
 * @throws {MissingSoftwareError} if the program needs software that is not installed.
 * @throws {UsageError} if the program cannot be built, or does not log in time that it listens.
 * @throws {Error} if the app ends before it listens.
 * @throws the reason of the signal if it is aborted.
 */
export async function startApp(
    { name, environment }: Pick<App, "name" | "environment">,
    { projectFolder, log, signal, timeoutInMillis = startTimeout, onProgress = () => {} }: StartArgs,
): Promise<AppProcess> {
    signal.throwIfAborted();
    const { command, args } = await prepareProgram(name, projectFolder, onProgress, signal);
    signal.throwIfAborted();
    const child = spawn(command, args, {
        cwd: projectFolder,
        env: { ...process.env, NODE_PATH: packages, ...environment, PORT: "0", HOST: "127.0.0.1" },
        stdio: ["ignore", "pipe", "inherit"],
    });
    const ended = new Promise<void>((done) => child.once("exit", () => done()));
    let isStopping = false;
    const stop = () => {
        isStopping = true;
        return end(child, ended);
    };
    const interrupted = new AbortController();
    const interrupt = () => interrupted.abort(signal.reason);
    signal.addEventListener("abort", interrupt, { once: true });
    const timer = setTimeout(() => {
        const file = findProgram(name, projectFolder) ?? programFile(name);
        interrupted.abort(noListeningLine(name, file, timeoutInMillis));
    }, timeoutInMillis);
    try {
        const port = await listeningPort(child, (line) => log(`${name}: ${line}`), interrupted.signal);
        if (port === undefined)
            throw new Error(`app "${name}" ended with ${child.exitCode ?? child.signalCode} before it listened`);
        child.once("exit", (code, exitSignal) => {
            if (!isStopping) log(`app "${name}" ended with ${code ?? exitSignal}: calls get 500 until the next start`);
        });
        return { origin: `http://127.0.0.1:${port}`, stop };
    } catch (error) {
        // A process that could not be created has no id and never exits.
        if (child.pid !== undefined) await stop();
        throw error;
    } finally {
        clearTimeout(timer);
        signal.removeEventListener("abort", interrupt);
    }
}

function noListeningLine(name: string, file: string, millis: number): UsageError {
    const line = '{"event":"listening","port":N}';
    return new UsageError([
        `"${file}": got no log line ${line} within ${millis / 1000} s, want app "${name}" to write it to standard output when it listens on HOST:PORT`,
    ]);
}

// An app logs JSON objects, one per line: that of the event "listening" has the port, and those of "failure" are for the user.
function listeningPort(
    child: ChildProcess,
    onFailure: (line: string) => void,
    interrupted: AbortSignal,
): Promise<number | undefined> {
    return new Promise((found, failed) => {
        child.once("error", failed);
        interrupted.addEventListener("abort", () => failed(interrupted.reason), { once: true });
        if (child.stdout === null) throw new Error("the app's output is not a pipe");
        createInterface({ input: child.stdout }).on("line", (line) => {
            const entry = parseEntry(line);
            if (entry?.event === "listening" && entry.port !== undefined) found(entry.port);
            if (entry?.event === "failure") onFailure(line);
        });
        child.once("exit", () => found(undefined));
    });
}

const entrySchema = z.object({ event: z.string(), port: z.number().optional() });

// Not every line is a log entry, because an app's libraries may print too.
function parseEntry(line: string): z.output<typeof entrySchema> | undefined {
    if (!line.startsWith("{")) return undefined;
    try {
        return entrySchema.safeParse(JSON.parse(line)).data;
    } catch (error) {
        if (error instanceof SyntaxError) return undefined;
        throw error;
    }
}

async function end(child: ChildProcess, ended: Promise<void>): Promise<void> {
    const timer = setTimeout(() => child.kill("SIGKILL"), grace);
    child.kill("SIGTERM");
    await ended;
    clearTimeout(timer);
}
