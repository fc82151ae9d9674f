import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { startApp } from "../../../../tools/cli/serve/app-process";

describe("an app that runs here", function () {
    this.timeout(60_000);

    let folder = "";
    const told: string[] = [];
    const start = (source: string, environment: Readonly<Record<string, string>> = {}) => {
        mkdirSync(join(folder, "app/shop"), { recursive: true });
        writeFileSync(join(folder, "app/shop/server.ts"), source);
        return startApp({ name: "shop", environment }, folder, (line) => told.push(line));
    };
    beforeEach(() => {
        folder = mkdtempSync(join(tmpdir(), "gatehouse-test-"));
        told.length = 0;
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

    it("gets its container's environment, and listens on a free port of 127.0.0.1", async () => {
        const app = await start(listening, { GREETING: "hello", PORT: "80" });
        const answer = await (await fetch(app.origin)).json();
        assert.deepEqual(answer, { greeting: "hello", host: "127.0.0.1" });
        await app.stop();
        await assert.rejects(fetch(app.origin));
        assert.deepEqual(told, []);
    });

    it("reports a failure that it logs, and an unexpected exit", async () => {
        const app = await start(listening);
        await fetch(`${app.origin}/fail`);
        await assert.rejects(fetch(`${app.origin}/exit`));
        while (told.length < 2) await setTimeout(10);
        assert.match(told[0] ?? "", /^shop: .*out of cheese/);
        assert.match(told[1] ?? "", /^app "shop" ended with 7: calls get 500/);
        await app.stop();
    });

    it("is a clear error if it ends before it listens, or is not there", async () => {
        await assert.rejects(start("process.exit(3)"), /app "shop" ended with 3 before it listened/);
        const missing = startApp({ name: "none", environment: {} }, folder, () => {});
        await assert.rejects(missing, /"app\/none\/server.ts": got no file, want the program of API "none"/);
    });
});
