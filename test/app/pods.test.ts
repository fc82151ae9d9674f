import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { TestTable } from "./test-table";

/** A process of app/pictures, as a pod runs it. */
interface Pod {
    readonly url: string;
    readonly child: ChildProcess;
    readonly log: string[];
}

describe("two pods of app/pictures with one table", function () {
    this.timeout(60_000);

    const table = new TestTable();
    const pods: Pod[] = [];
    before(async () => {
        await table.open();
        pods.push(...(await Promise.all([startPod(table.environment), startPod(table.environment)])));
    });
    after(async () => {
        await Promise.all(pods.map(({ child }) => end(child)));
        await table.close();
    });

    it("see each other's pictures, changes and views", async () => {
        const [one = "", other = ""] = pods.map(({ url }) => url);
        const cat = { title: "Cat", url: "https://example.com/cat.jpg", tags: ["cat"] };
        const { id } = (await ask(one, "POST", "/", cat)).body as { id: string };
        assert.equal(((await ask(other, "GET", `/${id}`)).body as { title: string }).title, "Cat");
        const counted = await Promise.all(
            Array.from({ length: 20 }, (_, index) => ask(index % 2 ? one : other, "POST", `/${id}/views`)),
        );
        const views = counted.map(({ body }) => (body as { views: number }).views);
        assert.deepEqual(
            views.sort((a, b) => a - b),
            Array.from({ length: 20 }, (_, index) => index + 1),
        );
        assert.equal((await ask(other, "DELETE", `/${id}`)).status, 204);
        assert.equal((await ask(one, "GET", `/${id}`)).status, 404);
        assert.deepEqual((await ask(one, "GET", "/all")).body, []);
    });

    it("are alive but not ready while the table is unavailable, tell clients, and log no secret", async () => {
        const [{ url, log }] = pods as [Pod, Pod];
        assert.equal((await ask(url, "GET", "/readyz")).status, 200);
        await table.cut();
        assert.equal((await ask(url, "GET", "/readyz")).status, 503);
        assert.equal((await ask(url, "GET", "/healthz")).status, 200);
        const { status, body } = await ask(url, "GET", "/all");
        assert.deepEqual([status, body], [503, { message: "The store cannot be reached; try again." }]);
        assert.ok(log.some((line) => JSON.parse(line).event === "not-ready"));
        assert.doesNotMatch(log.join("\n"), /AKIA|secretAccessKey|Credential=/);
    });
});

async function startPod(environment: Readonly<Record<string, string>>): Promise<Pod> {
    const env = { ...process.env, ...environment, PORT: "0", HOST: "127.0.0.1" };
    const args = ["--require", "tsx/cjs", "app/pictures/server.ts"];
    const child = spawn(process.execPath, args, { env, stdio: ["ignore", "pipe", "inherit"] });
    const log: string[] = [];
    const listening = new Promise<{ readonly port: number; readonly store: string }>((resolve) => {
        createInterface({ input: child.stdout }).on("line", (line) => {
            log.push(line);
            const entry = JSON.parse(line);
            if (entry.event === "listening") resolve(entry);
        });
    });
    const { port, store } = await listening;
    assert.equal(store, environment.TABLE_NAME);
    return { url: `http://127.0.0.1:${port}`, child, log };
}

async function end(child: ChildProcess): Promise<void> {
    const ended = once(child, "exit");
    child.kill("SIGTERM");
    assert.deepEqual(await ended, [0, null]);
}

async function ask(origin: string, method: string, path: string, body?: unknown) {
    const content =
        body === undefined ? {} : { headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
    const response = await fetch(`${origin}${path}`, { method, ...content });
    const text = await response.text();
    return { status: response.status, body: text === "" ? undefined : JSON.parse(text) };
}
