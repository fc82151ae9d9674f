import assert from "node:assert/strict";
import { once } from "node:events";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { conformanceCommand } from "../../../../tools/cli/conformance/conformance-command";
import { projectFolder } from "../../../../tools/cli/project/project";
import { type AppProcess, startApp } from "../../../../tools/cli/serve/app-process";
import { serveFlags } from "../../../../tools/cli/serve/flags";
import { serveCommand } from "../../../../tools/cli/serve/serve-command";
import { childApps } from "./child-apps";

const never = new AbortController().signal;

describe("the flags of npm run serve", () => {
    it("have defaults, and take a port, an address, a stack and its file", () => {
        const noSource = { "source-ip": undefined, "source-vpce": undefined, country: undefined };
        const unset = { stack: undefined, "config-file": undefined, "secrets-file": undefined, ...noSource };
        const switches = { edge: false, explain: false };
        const defaults = { ...unset, ...switches, port: 8080, host: "127.0.0.1", backend: [], workers: 10 };
        assert.deepEqual(serveFlags.parse([]), defaults);
        const all = serveFlags.parse(["--stack", "prod", "--port", "0", "--host", "::1", "--explain"]);
        assert.deepEqual(all, { ...defaults, stack: "prod", port: 0, host: "::1", explain: true });
        const ofEdge = serveFlags.parse(["--edge", "--country", "DE"]);
        assert.deepEqual(ofEdge, { ...defaults, edge: true, country: "DE" });
        assert.deepEqual(serveFlags.parse(["--workers", "64"]), { ...defaults, workers: 64 });
        const ofFile = serveFlags.parse(["--config-file", "stacks/examples/Pulumi.shop.yaml"]);
        assert.deepEqual(ofFile, { ...defaults, "config-file": "stacks/examples/Pulumi.shop.yaml" });
    });

    for (const argv of [
        ["--port", "x"],
        ["--port", "65536"],
        ["--port", "-1"],
        ["--workers", "0"],
        ["--workers", "65"],
        ["--prot", "1"],
        ["dev"],
    ]) {
        it(`are rejected as ${argv.join(" ")}, with the form that is expected`, () => {
            assert.throws(
                () => serveFlags.parse(argv),
                /want (a port from 0 to 65535|an integer from 1 to 64|one of --stack, --config-file|only flags)/,
            );
        });
    }
});

describe("npm run serve", function () {
    this.timeout(20 * 60_000);

    it("rejects a port in use and an address of another machine before it starts anything", async () => {
        const other = createServer().listen(0, "127.0.0.1");
        await once(other, "listening");
        const address = other.address();
        assert.ok(typeof address === "object" && address !== null);
        const port = String(address.port);
        await assert.rejects(
            serveCommand(["--port", port], never),
            new RegExp(`"--port": got ${port}, which is taken`),
        );
        other.close();
        await assert.rejects(serveCommand(["--port", "0", "--host", "192.0.2.1"], never), /"--host": got "192.0.2.1"/);
    });

    describe("with the dev stack", () => {
        let folder = "";
        let books: AppProcess;
        let output = "";
        const stop = new AbortController();
        let ended: Promise<number>;
        let url = "";
        let key: Readonly<Record<string, string>> = {};

        before(async () => {
            folder = mkdtempSync(join(tmpdir(), "gatehouse-test-"));
            for (const name of ["Pulumi.dev.yaml", "app"])
                cpSync(join(projectFolder, name), join(folder, name), { recursive: true });
            editStack((text) =>
                text
                    .replace("burst: 500,", "burst: 50,")
                    .replace("requestsPerSecond: 1000,", "requestsPerSecond: 1,")
                    .replace("ttlSeconds: 300", "ttlSeconds: 12")
                    .replace("port: 5075", "port: 5075, secrets: { TOKEN: { secure: AAABAMNA } }"),
            );
            const started = { projectFolder, log: assert.fail, signal: never };
            books = await startApp({ name: "books", environment: {} }, started);
            rmSync(join(folder, "app/books/server.ts"));
            const argv = ["--port", "0", "--explain", "--backend", `books=${books.origin}`];
            ended = serveCommand(argv, stop.signal, folder, (text) => {
                output += text;
            });
            // If the command fails to start, so does the test.
            await Promise.race([ended, until(() => output.includes("Ctrl-C"))]);
            url = /Test +(http:\S+)/.exec(output)?.[1] ?? "";
            key = { "x-api-key": /^ +web +(\w+)$/m.exec(output)?.[1] ?? "" };
        });
        after(async () => {
            rmSync(folder, { recursive: true, force: true });
            await books.stop();
        });

        const editStack = (edit: (text: string) => string) => {
            const file = join(folder, "Pulumi.dev.yaml");
            const text = readFileSync(file, "utf8");
            assert.notEqual(edit(text), text);
            writeFileSync(file, edit(text));
        };
        const mobile = () => ({ "x-api-key": /^ +mobile +(\w+)$/m.exec(output)?.[1] ?? "" });

        it("prints the stage's URL, a key for each client, and commands to try", () => {
            assert.match(url, /^http:\/\/127\.0\.0\.1:\d+\/Test$/);
            assert.match(key["x-api-key"] ?? "", /^\w{40}$/);
            assert.equal(output.match(/^ {2}curl /gm)?.length, 3);
            assert.match(output, /For development only/);
            assert.match(output, /# 200 twice, .* for 12 s: .*\n {2}curl -i (.*); sleep 2; curl -i \1\n/);
        });

        it("says which secrets have a placeholder", () => {
            assert.match(output, /^Secrets that have the value "local-placeholder": pictures\.TOKEN$/m);
        });

        it("says in one line whether the stack complies with the rules", async () => {
            await until(() => /^The (stack|rules) /m.test(output));
            assert.match(output, /^The stack keeps R1, R2, R3, R4 \(strict\)\.$/m);
        });

        it("rejects a call without a key, and serves the real app with one", async () => {
            const rejected = await fetch(`${url}/pictures/all`);
            assert.deepEqual([rejected.status, await rejected.text()], [403, '{"message":"Forbidden"}']);
            assert.equal(rejected.headers.get("access-control-allow-origin"), "*");
            const body = JSON.stringify({ title: "a", url: "https://shop.my-org.com/a" });
            const headers = { ...key, "content-type": "application/json" };
            const created = await fetch(`${url}/pictures`, { method: "POST", headers, body });
            assert.equal(created.status, 201);
            const { id } = (await created.json()) as { id: string };
            const read = await fetch(`${url}/pictures/${id}`, { headers: key });
            assert.deepEqual([read.status, ((await read.json()) as { title: string }).title], [200, "a"]);
            assert.equal((await fetch(`${url}/pictures`, { method: "POST", headers, body: "{}" })).status, 400);
            assert.equal((await fetch(`${url}/books`, { headers: key })).status, 200);
        });

        it("responds from the cache, but not for other parameters or volatile content", async () => {
            const cacheStatus = async (path: string) =>
                (await fetch(`${url}${path}`, { headers: key })).headers.get("x-local-cache");
            assert.deepEqual(
                [await cacheStatus("/pictures/all?limit=7"), await cacheStatus("/pictures/all?limit=7")],
                ["miss", "hit"],
            );
            assert.equal(await cacheStatus("/pictures/all?limit=8"), "miss");
            assert.deepEqual(
                [await cacheStatus("/pictures/x/views"), await cacheStatus("/pictures/x/views")],
                ["off", "off"],
            );
        });

        it("returns 429 above the plan's burst, to this client only", async () => {
            const statuses = await Promise.all(
                Array.from({ length: 80 }, async () => (await fetch(`${url}/books`, { headers: key })).status),
            );
            assert.ok(statuses.includes(429) && statuses.includes(200), statuses.join(" "));
            assert.equal((await fetch(`${url}/books`, { headers: mobile() })).status, 200);
        });

        it("passes the conformance suite", async () => {
            let verdict = "";
            const argv = [
                ...["--url", url, "--key", mobile()["x-api-key"], "--path", "/pictures/all", "--ttl", "12"],
                ...["--vary", "query:limit=1,2", "--vary", "query:tag=a,b", "--vary", "path:/pictures/a,/pictures/b"],
                ...[
                    "--volatile",
                    "/pictures/a/views",
                    "--origin",
                    "https://shop.my-org.com",
                    "--rate",
                    "1",
                    "--burst",
                    "50",
                ],
                // Nothing listens there.
                ...["--direct", "http://127.0.0.1:1"],
            ];
            const code = await conformanceCommand(argv, (text) => {
                verdict += text;
            });
            assert.equal(code, 0, verdict);
            assert.match(verdict, /\n13 hold, 0 broken, 0 not checked · /);
        });

        it("keeps serving the last valid version after an invalid edit, says why, and serves the next valid one", async () => {
            editStack((text) => text.replace("ttlSeconds: 12", "ttlSeconds: never"));
            await until(() => output.includes("Change rejected"));
            assert.match(output, /stages\.Test\.cache\.ttlSeconds: got "never"/);
            assert.equal((await fetch(`${url}/books`, { headers: key })).status, 200);
            editStack((text) => text.replace("ttlSeconds: never", "ttlSeconds: 0"));
            await until(() => output.includes("Serving the new version."));
            assert.equal((await fetch(`${url}/books`, { headers: key })).headers.get("x-local-cache"), "off");
            await until(() => output.includes("The stack breaks R2: npm run preview -- --stack dev shows where."));
        });

        it("keeps the items of an API's table when the stack is edited", async () => {
            const body = JSON.stringify({ title: "stored", url: "https://shop.my-org.com/stored" });
            const headers = { ...mobile(), "content-type": "application/json" };
            const created = await fetch(`${url}/pictures`, { method: "POST", headers, body });
            const { id } = (await created.json()) as { id: string };
            const served = output.split("Serving the new version.").length;
            // Changes the app's environment, so that the app starts again.
            editStack((text) => text.replace('allowOrigin: "*"', 'allowOrigin: "https://shop.my-org.com"'));
            await until(() => output.split("Serving the new version.").length > served);
            const read = await fetch(`${url}/pictures/${id}`, { headers: mobile() });
            assert.deepEqual([read.status, ((await read.json()) as { title: string }).title], [200, "stored"]);
            assert.equal(read.headers.get("access-control-allow-origin"), "https://shop.my-org.com");
        });

        it("prints the access log, without the value of a key", () => {
            const lines = output.split("\n").filter((line) => line.startsWith('{"requestId"'));
            assert.ok(lines.length > 80);
            assert.ok(lines.every((line) => JSON.parse(line).apiKeyId && !line.includes(key["x-api-key"] ?? "?")));
        });

        it("stops everything that it started when it ends, but not the server of --backend", async () => {
            assert.equal(childApps().length, 2);
            stop.abort(new Error("enough"));
            assert.equal(await ended, 0);
            assert.equal(childApps().length, 1);
            assert.equal((await fetch(`${books.origin}/healthz`)).status, 200);
            await assert.rejects(fetch(url));
        });
    });
});

async function until(condition: () => boolean): Promise<void> {
    while (!condition()) await setTimeout(20);
}
