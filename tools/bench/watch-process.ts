import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { PassThrough } from "node:stream";
import type { PreviewResult } from "../cli/preview/preview-result";

/** `npm run preview -- --watch --json` of the dev stack in a separate process. */
export class WatchProcess {
    private readonly child: ChildProcess;
    private readonly results: AsyncIterator<string>;
    private readonly notices: AsyncIterator<string>;

    /**
     * @param folder the project.
     * @param environment variables of the process besides those of this one.
     */
    constructor(
        private readonly folder: string,
        environment: NodeJS.ProcessEnv = {},
    ) {
        const command = ["tools/cli/start.js", "preview", "--watch", "--json"];
        this.child = spawn(process.execPath, command, {
            cwd: folder,
            env: { ...process.env, ...environment },
            stdio: ["ignore", "pipe", "pipe"],
        });
        this.results = lines(this.child.stdout);
        this.notices = lines(this.child.stderr);
    }

    /** The next result. */
    async result(): Promise<PreviewResult> {
        return JSON.parse(await nextOf(this.results));
    }

    /** The next line on standard error: why there is no result, or that the command waits for an edit. */
    notice(): Promise<string> {
        return nextOf(this.notices);
    }

    /** Waits until the command is ready for an edit. */
    async ready(): Promise<void> {
        while (!(await this.notice()).startsWith("Waiting for an edit")) {}
    }

    /** Edits a file of the project. */
    edit(file: string, change: (content: string) => string): void {
        const path = join(this.folder, file);
        writeFileSync(path, change(readFileSync(path, "utf8")));
    }

    /** Rejects when the command ends, for a wait that it would otherwise keep forever. */
    async end(): Promise<never> {
        const [code] = await once(this.child, "exit");
        throw new Error(`the watch has ended with ${code}`);
    }

    /** Ends the command as Ctrl-C does, and waits for its end. */
    async stop(): Promise<void> {
        if (this.child.exitCode !== null) return;
        const exited = once(this.child, "exit");
        this.child.kill("SIGINT");
        await exited;
    }
}

// Not the iterator of readline, which may swap lines that arrive together.
function lines(stream: NodeJS.ReadableStream | null): AsyncIterator<string> {
    if (stream === null) throw new Error("the process has no output");
    const output = new PassThrough({ objectMode: true });
    createInterface({ input: stream })
        .on("line", (line) => output.write(line))
        .on("close", () => output.end());
    return output[Symbol.asyncIterator]();
}

async function nextOf(iterator: AsyncIterator<string>): Promise<string> {
    const { value, done } = await iterator.next();
    if (done) throw new Error("the watch has ended");
    return value;
}
