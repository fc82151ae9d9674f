import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { projectFolder } from "../../cli/project/project";

/** One of our servers in a separate process. */
export interface NodeServer {
    /** The JSON object that it printed when it began to listen. */
    readonly hello: unknown;
    readonly child: ChildProcess;
    stop(): Promise<void>;
}

/**
 * Starts a script of this folder and waits for the line that it prints.
 * @throws {Error} if it ends before.
 */
export async function startNodeServer(script: string, args: readonly string[]): Promise<NodeServer> {
    const child = spawn(process.execPath, ["--expose-gc", "-r", "tsx/cjs", `${__dirname}/${script}`, ...args], {
        cwd: projectFolder,
        stdio: ["ignore", "pipe", "inherit", "ipc"],
    });
    const ended = ends(child);
    const hello = await new Promise<unknown>((found, failed) => {
        void ended.then(() => failed(new Error(`${script} ended with ${child.exitCode ?? child.signalCode}`)));
        if (child.stdout === null) throw new Error("the output is not a pipe");
        createInterface({ input: child.stdout }).once("line", (line) => found(JSON.parse(line)));
    });
    return { hello, child, stop: () => stopped(child, ended) };
}

/** Resolves when a process has ended or could not be started. */
export function ends(child: ChildProcess): Promise<void> {
    return new Promise((done) => {
        child.once("exit", () => done());
        child.once("error", () => done());
    });
}

/** Asks a process to end, and waits until it has. */
export async function stopped(child: ChildProcess, ended: Promise<void>): Promise<void> {
    child.kill("SIGTERM");
    await ended;
}
