import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createConnection } from "node:net";
import { createInterface } from "node:readline";
import { Writable } from "node:stream";
import * as books from "../../app/books/app";
import { BookStore } from "../../app/books/book-store";
import * as pictures from "../../app/pictures/app";
import { MemoryPictureStore } from "../../app/pictures/memory-picture-store";
import { StoreUnavailableError } from "../../app/pictures/picture-store";
import { localAddress } from "./contract";

type Entry = Readonly<Record<string, unknown>>;

/** Options with a log that appends to a list. */
function logged(): { readonly log: Entry[]; readonly options: books.AppOptions } {
    const log: Entry[] = [];
    const stream = new Writable({
        write: (line, _, done) => {
            log.push(JSON.parse(String(line)));
            done();
        },
    });
    return { log, options: { logger: { stream }, allowOrigin: "https://example.com" } };
}

const json = { "content-type": "application/json" };
const isbn = "9780141439587";
const cat = { title: "Cat", url: "https://example.com/cat.jpg" };

const apps = {
    books: {
        build: books.buildApp.bind(undefined, new BookStore()),
        path: "/",
        valid: { isbn, title: "Emma", authors: ["A"] },
    },
    pictures: { build: pictures.buildApp.bind(undefined, new MemoryPictureStore()), path: "/", valid: cat },
};

for (const [name, { build, path, valid }] of Object.entries(apps)) {
    describe(`the server of app/${name}`, () => {
        const { log, options } = logged();
        const app = build(options);
        after(() => app.close());

        const post = (payload: string, headers: Record<string, string> = json) =>
            app.inject({ method: "POST", url: path, payload, headers });

        it("reports that it is alive and ready", async () => {
            assert.equal((await app.inject("/healthz")).statusCode, 200);
            assert.equal((await app.inject("/readyz")).statusCode, 200);
        });

        it("returns 404 as JSON for an unknown path, and 400 for an invalid encoding", async () => {
            const missing = await app.inject("/a/b/c");
            assert.deepEqual([missing.statusCode, missing.json()], [404, { message: 'There is nothing at "/a/b/c".' }]);
            assert.equal((await app.inject("/%E0%A4%A")).statusCode, 400);
        });

        it("accepts JSON bodies only", async () => {
            assert.equal((await post("{}", { "content-type": "text/plain" })).statusCode, 415);
            assert.equal((await post("{")).statusCode, 400);
            const type = { "content-type": "Application/JSON; charset=utf-8" };
            assert.equal((await post(JSON.stringify(valid), type)).statusCode, 201);
        });

        it("accepts a body of 65,536 bytes and rejects one byte more", async () => {
            const largest = JSON.stringify("x".repeat(65_534));
            assert.equal((await post(largest)).statusCode, 400);
            assert.equal((await post(`${largest} `)).statusCode, 413);
        });

        it("lets browsers of the configured origin read every response", async () => {
            for (const url of ["/healthz", "/a/b/c"]) {
                assert.equal((await app.inject(url)).headers["access-control-allow-origin"], "https://example.com");
            }
        });

        it("logs every request with its path but without its query", async () => {
            await app.inject("/logged?token=secret");
            const entry = log.find((line) => line.path === "/logged");
            assert.equal(entry?.event, "request");
            assert.equal(entry?.method, "GET");
            assert.doesNotMatch(JSON.stringify(log), /token/);
        });

        it("finishes a request that has begun before it closes, and accepts no new one", async () => {
            const closing = build({ logger: false });
            const { port } = new URL(await closing.listen(localAddress));
            const socket = createConnection(Number(port), "127.0.0.1");
            const received: Buffer[] = [];
            socket.on("data", (chunk) => received.push(chunk));
            const begun = once(closing.server, "request");
            const body = JSON.stringify("x");
            socket.write(
                `POST ${path} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 3\r\n\r\n`,
            );
            await begun;
            const closed = closing.close();
            await assert.rejects(fetch(`http://127.0.0.1:${port}/healthz`));
            socket.write(body);
            await Promise.all([closed, once(socket, "close")]);
            assert.match(
                Buffer.concat(received).toString(),
                /^HTTP\/1\.1 400 Bad Request\r\n[\s\S]*connection: close\r\n/i,
            );
        });

        it("runs as a process that logs its port in JSON and exits with 0 on SIGTERM", async () => {
            const args = ["--require", "tsx/cjs", `app/${name}/server.ts`];
            const child = spawn(process.execPath, args, {
                env: { ...process.env, PORT: "0", HOST: "127.0.0.1" },
                stdio: ["ignore", "pipe", "inherit"],
            });
            const ended = once(child, "close");
            try {
                const events: unknown[] = [];
                createInterface({ input: child.stdout }).on("line", (line) => {
                    const { event, port } = JSON.parse(line);
                    if (event !== undefined) events.push(event);
                    if (event === "listening") void fetch(`http://127.0.0.1:${port}/readyz`);
                    // The log entry is written after the response is sent, so the client may see the response first.
                    if (event === "request") child.kill("SIGTERM");
                });
                assert.deepEqual(await ended, [0, null]);
                assert.deepEqual(events.slice(0, 2), ["listening", "request"]);
                // Both are logged within a millisecond, and a busy machine may deliver them in either order.
                assert.deepEqual(events.slice(2).sort(), ["closed", "closing"]);
            } finally {
                child.kill("SIGKILL");
            }
        }).timeout(30_000);
    });
}

describe("app/pictures over a failing store", () => {
    const { log, options } = logged();
    const store = new MemoryPictureStore();
    const app = pictures.buildApp(store, options);
    after(() => app.close());
    const fail = (error: Error) => {
        store.list = () => Promise.reject(error);
        store.check = () => Promise.reject(error);
    };

    it("hides a failure from the client and logs it", async () => {
        fail(new Error("a bug with a secret"));
        const { statusCode, body } = await app.inject("/all");
        assert.deepEqual([statusCode, body], [500, '{"message":"Internal server error."}']);
        assert.match(String(log.find(({ event }) => event === "failure")?.error), /a bug with a secret/);
    });

    it("tells the client to try again while the store cannot be reached, and logs the cause", async () => {
        fail(new StoreUnavailableError(new Error("a secret host")));
        const { statusCode, headers, body } = await app.inject("/all");
        assert.deepEqual([statusCode, headers["retry-after"]], [503, "1"]);
        assert.equal(body, '{"message":"The store cannot be reached; try again."}');
        assert.match(String(log.findLast(({ event }) => event === "failure")?.cause), /a secret host/);
    });

    it("is alive but not ready, and logs why", async () => {
        const { statusCode, body } = await app.inject("/readyz");
        assert.deepEqual([statusCode, body], [503, '{"status":"not ready"}']);
        assert.match(String(log.find(({ event }) => event === "not-ready")?.error), /StoreUnavailableError/);
        assert.equal((await app.inject("/healthz")).statusCode, 200);
    });
});
