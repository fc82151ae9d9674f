import assert from "node:assert/strict";
import { buildApp } from "../../app/quotes/app";
import { Contract, localAddress } from "./contract";

const contract = new Contract("quotes");
const app = buildApp({ logger: false, allowOrigin: "https://example.com" });
let url = "";

describe("app/quotes", () => {
    before(async () => {
        url = await app.listen(localAddress);
    });
    after(() => app.close());

    it("lists quotes, all or those of an author", async () => {
        const count = async (query: string) => {
            const { body } = await contract.call(url, "listQuotes", { query });
            assert.ok(Array.isArray(body));
            return body.length;
        };
        assert.deepEqual([await count(""), await count("?author=Edsger%20W.%20Dijkstra")], [5, 2]);
        assert.equal((await contract.call(url, "listQuotes", { query: "?author=" })).status, 400);
    });

    it("returns a quote by its number, and 404 for a number that has none", async () => {
        const { body } = await contract.call(url, "getQuote", { params: { id: "3" } });
        assert.deepEqual(body, {
            id: 3,
            text: "Premature optimization is the root of all evil.",
            author: "Donald E. Knuth",
        });
        assert.equal((await contract.call(url, "getQuote", { params: { id: "99" } })).status, 404);
        assert.equal((await contract.call(url, "getQuote", { params: { id: "x" } })).status, 400);
    });

    it("returns a random quote", async () => {
        assert.equal((await contract.call(url, "getRandomQuote")).status, 200);
    });

    it("is alive and ready, and returns 404 as JSON for an unknown path", async () => {
        for (const path of ["/healthz", "/readyz"]) assert.equal((await app.inject(path)).statusCode, 200);
        const missing = await app.inject("/a/b");
        assert.deepEqual([missing.statusCode, missing.json()], [404, { message: 'There is nothing at "/a/b".' }]);
        assert.equal(missing.headers["access-control-allow-origin"], "https://example.com");
    });

    it("has a successful call of every operation in its document", () => {
        assert.deepEqual(contract.uncalled(), []);
    });
});
