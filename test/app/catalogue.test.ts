import assert from "node:assert/strict";
import { Writable } from "node:stream";
import * as authors from "../../app/authors/app";
import * as books from "../../app/books-service/app";
import { Contract, localAddress } from "./contract";

const apps = {
    authors: {
        build: authors.buildApp,
        path: "/api/authors",
        list: "listAuthors",
        get: "getAuthor",
        first: { id: 1, name: "Jane Austen", born: 1775 },
    },
    "books-service": {
        build: books.buildApp,
        path: "/api/books",
        list: "listBooks",
        get: "getBook",
        first: { id: 1, title: "Pride and Prejudice", authorId: 1, year: 1813 },
    },
};

for (const [name, { build, path, list, get, first }] of Object.entries(apps)) {
    describe(`app/${name}`, () => {
        const contract = new Contract(name);
        const log: Record<string, unknown>[] = [];
        const stream = new Writable({
            write: (line, _, done) => {
                log.push(JSON.parse(String(line)));
                done();
            },
        });
        const app = build({ logger: { stream }, allowOrigin: "https://example.com" });
        let url = "";
        before(async () => {
            url = `${await app.listen(localAddress)}${path}`;
        });
        after(() => app.close());

        it("reports its health below its path", async () => {
            const { status, headers } = await fetch(`${url}/health`);
            assert.deepEqual([status, headers.get("access-control-allow-origin")], [200, "https://example.com"]);
        });

        it("lists what it has, with a slash at the end of its path and without", async () => {
            const { body } = await contract.call(url, list);
            assert.ok(Array.isArray(body));
            assert.deepEqual(body[0], first);
            assert.deepEqual(await (await fetch(url)).json(), body);
        });

        it("returns one by its id, 404 for an unknown one, and 400 for what is not an id", async () => {
            assert.deepEqual((await contract.call(url, get, { params: { id: "1" } })).body, first);
            assert.equal((await contract.call(url, get, { params: { id: "99" } })).status, 404);
            assert.equal((await contract.call(url, get, { params: { id: "x" } })).status, 400);
            assert.deepEqual(contract.uncalled(), []);
        });

        it("returns 404 as JSON for an unknown path, and logs it without its query", async () => {
            const missing = await fetch(`${url.replace(path, "")}/a?token=secret`);
            assert.deepEqual(
                [missing.status, await missing.json()],
                [404, { message: 'There is nothing at "/a?token=secret".' }],
            );
            // The log entry is written after the response is sent.
            await app.close();
            assert.ok(log.some((entry) => entry.event === "request" && entry.path === "/a"));
            assert.doesNotMatch(JSON.stringify(log), /secret/);
        });
    });
}
