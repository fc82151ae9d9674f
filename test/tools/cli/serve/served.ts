import assert from "node:assert/strict";
import { setTimeout } from "node:timers/promises";
import { projectFolder } from "../../../../tools/cli/project/project";
import { closingLine, serveCommand } from "../../../../tools/cli/serve/serve-command";

/** `npm run serve` in this process, and what it has printed. */
export class Served {
    output = "";
    private readonly stop = new AbortController();
    private readonly ended: Promise<number>;

    constructor(argv: readonly string[]) {
        this.ended = serveCommand([...argv, "--port", "0", "--explain"], this.stop.signal, projectFolder, (text) => {
            this.output += text;
        });
    }

    /** Waits until a line is printed. */
    async prints(text: string): Promise<void> {
        const printed = async () => {
            while (!this.output.includes(text) && !this.stop.signal.aborted) await setTimeout(50);
        };
        await Promise.race([printed(), this.ended]);
        assert.ok(this.output.includes(text), this.output);
    }

    /** Ends it, which prints one line, whatever is under way. */
    async end(): Promise<void> {
        const before = this.output.length;
        this.stop.abort();
        assert.equal(await this.ended, 0);
        assert.equal(this.output.slice(before), `${closingLine}\n`);
    }

    /** Where it listens. */
    get origin(): string {
        return /Live +(http:\/\/[^/]+)/.exec(this.output)?.[1] ?? "";
    }

    /** The API key of the client "web". */
    get key(): string {
        return /^ +web +(\w+)$/m.exec(this.output)?.[1] ?? "";
    }

    /** Sends a request; `key` is undefined for one without a key. */
    async send(path: string, { key, ...init }: RequestInit & { readonly key?: string | undefined } = {}) {
        const headers = { ...(key !== undefined && { "x-api-key": key }), ...init.headers };
        const response = await fetch(`${this.origin}${path}`, { ...init, headers });
        const header = (name: string) => response.headers.get(name);
        return { status: response.status, text: await response.text(), header };
    }
}
