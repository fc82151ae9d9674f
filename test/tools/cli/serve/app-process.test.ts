import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { type StartArgs, startApp } from "../../../../tools/cli/serve/app-process";
import { UsageError } from "../../../../tools/cli/terminal/usage-error";
import { childApps } from "./child-apps";

describe("an app that runs locally", function () {
    this.timeout(60_000);

    let folder = "";
    const messages: string[] = [];
    const start = (
        source: string,
        environment: Readonly<Record<string, string>> = {},
        changes: Partial<StartArgs> = {},
    ) => {
        mkdirSync(join(folder, "app/shop"), { recursive: true });
        writeFileSync(join(folder, "app/shop/server.ts"), source);
        const log = (line: string) => messages.push(line);
        const signal = new AbortController().signal;
        return startApp({ name: "shop", environment }, { projectFolder: folder, log, signal, ...changes });
    };
    beforeEach(() => {
        folder = mkdtempSync(join(tmpdir(), "gatehouse-test-"));
        messages.length = 0;
    });
    afterEach(() => rmSync(folder, { recursive: true }));

    const listening = `
        import { createServer } from "node:http";
        console.log("{ this is no JSON");
        const server = createServer((request, response) => {
            if (request.url === "/fail") console.log(JSON.stringify({ event: "failure", error: "out of cheese" }));
            if (request.url === "/exit") process.exit(7);
            response.end(JSON.stringify({ greeting: process.env.GREETING, host: process.env.HOST }));
        }).listen({ port: Number(process.env.PORT), host: process.env.HOST }, () => {
            console.log(JSON.stringify({ event: "listening", port: (server.address() as { port: number }).port }));
        });`;

    it("gets the environment of its container, and listens on a free port of 127.0.0.1", async () => {
        const app = await start(listening, { GREETING: "hello", PORT: "80" });
        const body = await (await fetch(app.origin)).json();
        assert.deepEqual(body, { greeting: "hello", host: "127.0.0.1" });
        await app.stop();
        await assert.rejects(fetch(app.origin));
        assert.deepEqual(messages, []);
    });

    it("reports a failure that it logs, and an unexpected end", async () => {
        const app = await start(listening);
        await fetch(`${app.origin}/fail`);
        await assert.rejects(fetch(`${app.origin}/exit`));
        while (messages.length < 2) await setTimeout(10);
        assert.match(messages[0] ?? "", /^shop: .*out of cheese/);
        assert.match(messages[1] ?? "", /^app "shop" ended with 7: calls get 500 until the next start/);
        await app.stop();
    });

    it("fails with a clear error if it ends before it listens", async () => {
        await assert.rejects(start("process.exit(3)"), /app "shop" ended with 3 before it listened/);
    });

    // Logs its process id, and never that it listens.
    const silent = `
        console.log(JSON.stringify({ event: "failure", pid: process.pid }));
        setInterval(() => {}, 1_000);`;
    const startedPid = (line: string): number => JSON.parse(line.replace("shop: ", "")).pid;

    it("is stopped with an error that names the log line if it does not log in time that it listens", async () => {
        await assert.rejects(start(silent, {}, { timeoutInMillis: 500 }), (error) => {
            assert.ok(error instanceof UsageError);
            assert.deepEqual(error.problems, [
                '"app/shop/server.ts": got no log line {"event":"listening","port":N} within 0.5 s, want app "shop" to write it to standard output when it listens on HOST:PORT',
            ]);
            return true;
        });
        assert.deepEqual(childApps(), []);
    });

    it("is stopped in time if it logs that it listens, but not the port", async () => {
        const source = `console.log(JSON.stringify({ event: "listening" })); setInterval(() => {}, 1_000);`;
        await assert.rejects(start(source, {}, { timeoutInMillis: 500 }), /got no log line .*"port":N/);
        assert.deepEqual(childApps(), []);
    });

    it("is stopped if the signal is aborted before it listens", async () => {
        const stop = new AbortController();
        let pid = 0;
        const log = (line: string) => {
            pid = startedPid(line);
            stop.abort(new Error("Ctrl-C"));
        };
        await assert.rejects(start(silent, {}, { log, signal: stop.signal }), /Ctrl-C/);
        assert.throws(() => process.kill(pid, 0), /ESRCH/);
        await assert.rejects(start(silent, {}, { signal: stop.signal }), /Ctrl-C/);
        assert.deepEqual(childApps(), []);
    });
});
