import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { z } from "zod";
import type { App } from "../../gateway-emulator/state/deployed-api";
import { UsageError } from "../terminal/usage-error";

/** Milliseconds until an app that does not stop is killed. */
const grace = 5_000;

/** Packages for an app whose packages are not installed: the project has the same versions (test/app/image.test.ts). */
const packages = join(__dirname, "../../../node_modules");

/** An app in a separate process. */
export interface AppProcess {
    /** URL on which it listens, such as `http://127.0.0.1:4000`. */
    readonly origin: string;
    /** Ends the process, and resolves when it has ended. */
    stop(): Promise<void>;
}

/**
 * Starts `app/<name>/server.ts` on a free port of 127.0.0.1 with the environment of its container, and waits until it
 * listens.
 * @param log receives the failures that the app logs, and a message about an unexpected exit.
 * @throws {UsageError} if there is no such file.
 * @throws {Error} if the app ends before it listens.
 */
export async function startApp(
    { name, environment }: Pick<App, "name" | "environment">,
    projectFolder: string,
    log: (line: string) => void,
): Promise<AppProcess> {
    const file = `app/${name}/server.ts`;
    if (!existsSync(join(projectFolder, file))) {
        throw new UsageError([`"${file}": got no file, want the program of API "${name}", to run it here`]);
    }
    const child = spawn(process.execPath, ["-r", require.resolve("tsx/cjs"), file], {
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
    const port = await listeningPort(child, ended, (line) => log(`${name}: ${line}`));
    if (port === undefined)
        throw new Error(`app "${name}" ended with ${child.exitCode ?? child.signalCode} before it listened`);
    child.once("exit", (code, signal) => {
        if (!isStopping) log(`app "${name}" ended with ${code ?? signal}: calls get 500 until the next start`);
    });
    return { origin: `http://127.0.0.1:${port}`, stop };
}

// An app logs JSON objects, one per line: that of the event "listening" has the port, and those of "failure" are for the user.
function listeningPort(
    child: ChildProcess,
    ended: Promise<void>,
    onFailure: (line: string) => void,
): Promise<number | undefined> {
    return new Promise((found, failed) => {
        child.once("error", failed);
        if (child.stdout === null) throw new Error("the app's output is not a pipe");
        createInterface({ input: child.stdout }).on("line", (line) => {
            const entry = parseEntry(line);
            if (entry?.event === "listening") found(entry.port);
            if (entry?.event === "failure") onFailure(line);
        });
        void ended.then(() => found(undefined));
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
