import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createConnection } from "node:net";
import { createInterface } from "node:readline";
import { HttpError as BooksError } from "../../app/books/http-error";
import * as books from "../../app/books/http-server";
import { HttpError as PicturesError } from "../../app/pictures/http-error";
import * as pictures from "../../app/pictures/http-server";
import { RequestContract } from "../../app/pictures/request-contract";
import type { Route } from "../../app/pictures/routes";
import { listen } from "./contract";

const routes: Route[] = [
    { method: "GET", path: "/", handle: () => ({ status: 200, body: "root" }) },
    { method: "POST", path: "/", handle: ({ body }) => ({ status: 200, body }) },
    { method: "GET", path: "/{id}", handle: ({ params }) => ({ status: 200, body: params.id }) },
    {
        method: "DELETE",
        path: "/{id}",
        handle: () => {
            throw new Error("a bug with a secret");
        },
    },
];
const anything = { content: { "application/json": { schema: {} } } };
const document = {
    paths: { "/": { get: {}, post: { requestBody: anything } }, "/{id}": { get: {}, put: {}, delete: {} } },
};
const json = { "content-type": "application/json" };

// Each app has its own copy of the server, as each is a build context of its own.
const apps = { pictures: { ...pictures, HttpError: PicturesError }, books: { ...books, HttpError: BooksError } };
for (const [app, { closeServer, createApiServer, HttpError }] of Object.entries(apps)) {
    describe(`app/${app}: the HTTP server`, () => {
        const log: pictures.LogEntry[] = [];
        const contract = new RequestContract(document);
        let trouble: Error | undefined;
        const busy: Route = {
            method: "PUT",
            path: "/{id}",
            handle: async () => {
                throw new HttpError(503, "Try again.", { "retry-after": "1" }, { cause: new Error("a secret host") });
            },
        };
        const server = createApiServer([...routes, busy], {
            contract,
            log: (entry) => log.push(entry),
            allowOrigin: "https://example.com",
            ready: async () => {
                if (trouble) throw trouble;
            },
        });
        let url = "";

        before(async () => {
            url = await listen(server);
        });
        after(() => closeServer(server, 1000));

        const post = (body: string, headers: Record<string, string> = json) =>
            fetch(`${url}/`, { method: "POST", body, headers });

        it("says that it is alive and ready", async () => {
            assert.equal((await fetch(`${url}/healthz`)).status, 200);
            assert.equal((await fetch(`${url}/readyz`)).status, 200);
        });

        it("is not ready while what it needs is not, says so in the log, and lives on", async () => {
            trouble = new Error("no table");
            const answer = await fetch(`${url}/readyz`);
            assert.deepEqual([answer.status, await answer.json()], [503, { status: "not ready" }]);
            assert.match(String(log.find(({ event }) => event === "not-ready")?.error), /no table/);
            assert.equal((await fetch(`${url}/healthz`)).status, 200);
            trouble = undefined;
            assert.equal((await fetch(`${url}/readyz`)).status, 200);
        });

        it("does not start with a route that its document lacks", () => {
            const route: Route = { method: "GET", path: "/{id}/views", handle: () => ({ status: 204 }) };
            assert.throws(() => createApiServer([route], { contract, log: () => {} }), /got no GET "\/\{id\}\/views"/);
        });

        it("answers an unknown path with 404 and a known one with another method with 405, both as JSON", async () => {
            const missing = await fetch(`${url}/a/b`);
            assert.equal(missing.status, 404);
            assert.deepEqual(await missing.json(), { message: 'There is nothing at "/a/b".' });
            const wrong = await fetch(`${url}/`, { method: "PUT" });
            assert.equal(wrong.status, 405);
            assert.equal(wrong.headers.get("allow"), "GET, POST");
            assert.deepEqual(await wrong.json(), { message: 'Use GET, POST at "/".' });
        });

        it("decodes the variables of a path and refuses broken encodings", async () => {
            assert.equal(await (await fetch(`${url}/a%20b%2Fc`)).json(), "a b/c");
            assert.equal((await fetch(`${url}/%E0%A4%A`)).status, 400);
        });

        it("takes JSON bodies only", async () => {
            assert.equal((await post("{}", { "content-type": "text/plain" })).status, 415);
            assert.equal((await post("{")).status, 400);
            const taken = await post('{"a":1}', { "content-type": "Application/JSON; charset=utf-8" });
            assert.deepEqual(await taken.json(), { a: 1 });
        });

        it("takes a body of 65,536 bytes and refuses one byte more", async () => {
            const largest = JSON.stringify("x".repeat(65_534));
            assert.equal((await post(largest)).status, 200);
            const tooLarge = await post(`${largest} `);
            assert.equal(tooLarge.status, 413);
            assert.deepEqual(await tooLarge.json(), { message: "The body has more than 65536 bytes." });
        });

        it("lets browsers of the configured origin read every answer", async () => {
            for (const path of ["/", "/a/b"]) {
                const response = await fetch(`${url}${path}`);
                assert.equal(response.headers.get("access-control-allow-origin"), "https://example.com");
            }
        });

        it("hides a failure from the client and logs it", async () => {
            const response = await fetch(`${url}/x`, { method: "DELETE" });
            assert.equal(response.status, 500);
            assert.deepEqual(await response.json(), { message: "The server failed." });
            assert.match(String(log.find((entry) => entry.event === "failure")?.error), /a bug with a secret/);
        });

        it("says that a call may be tried again, and tells the log alone why", async () => {
            const response = await fetch(`${url}/x`, { method: "PUT" });
            assert.deepEqual([response.status, response.headers.get("retry-after")], [503, "1"]);
            assert.deepEqual(await response.json(), { message: "Try again." });
            assert.match(String(log.findLast((entry) => entry.event === "failure")?.error), /a secret host/);
        });

        it("logs every request with its path but without its query", async () => {
            await fetch(`${url}/logged?token=secret`);
            const entry = log.find((line) => line.path === "/logged");
            assert.deepEqual([entry?.event, entry?.method, entry?.status], ["request", "GET", 200]);
            assert.doesNotMatch(JSON.stringify(log), /token/);
        });

        it("answers what it has begun before it closes, and takes nothing new", async () => {
            const closing = createApiServer(routes, { contract, log: () => {} });
            const { port } = new URL(await listen(closing));
            const socket = createConnection(Number(port), "127.0.0.1");
            const received: Buffer[] = [];
            socket.on("data", (chunk) => received.push(chunk));
            const begun = once(closing, "request");
            socket.write("POST / HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n");
            await begun;
            const closed = closeServer(closing, 5000);
            await assert.rejects(fetch(`http://127.0.0.1:${port}/`));
            socket.write("{}");
            await Promise.all([closed, once(socket, "close")]);
            assert.match(Buffer.concat(received).toString(), /^HTTP\/1\.1 200 OK\r\nconnection: close\r\n/i);
        });

        it("cuts off what is not done when its grace is over", async () => {
            const closing = createApiServer(routes, { contract, log: () => {} });
            const { port } = new URL(await listen(closing));
            const socket = createConnection(Number(port), "127.0.0.1");
            const begun = once(closing, "request");
            socket.write("POST / HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n");
            await begun;
            await Promise.all([closeServer(closing, 10), once(socket, "close")]);
        });

        it("runs as a process that tells its port in JSON lines and ends with 0 on SIGTERM", async () => {
            const args = ["--require", "tsx/cjs", `app/${app}/server.ts`];
            const child = spawn(process.execPath, args, {
                env: { ...process.env, PORT: "0", HOST: "127.0.0.1" },
                stdio: ["ignore", "pipe", "inherit"],
            });
            const ended = once(child, "exit");
            try {
                const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
                const events: string[] = [];
                const next = async () => {
                    const entry = JSON.parse((await lines.next()).value);
                    events.push(entry.event);
                    return entry;
                };
                const { port } = await next();
                assert.equal((await fetch(`http://127.0.0.1:${port}/readyz`)).status, 200);
                await next();
                child.kill("SIGTERM");
                await next();
                await next();
                assert.deepEqual(events, ["listening", "request", "closing", "closed"]);
                assert.deepEqual(await ended, [0, null]);
            } finally {
                child.kill("SIGKILL");
            }
        });
    });
}
