import assert from "node:assert/strict";
import { buildApp } from "../../app/books/app";
import { BookStore } from "../../app/books/book-store";
import { Contract, localAddress } from "./contract";

const contract = new Contract("books");
const app = buildApp(new BookStore(), { logger: false });
const emma = { isbn: "9780141439587", title: "Emma", authors: ["Jane Austen"], year: 1815 };
const dune = { isbn: "9780441172719", title: "Dune", authors: ["Frank Herbert"] };
let url = "";

async function titles(query: string): Promise<unknown[]> {
    const { status, body } = await contract.call(url, "listBooks", { query });
    assert.equal(status, 200);
    assert.ok(Array.isArray(body));
    return body.map((book) => book.title);
}

describe("app/books", () => {
    before(async () => {
        url = await app.listen(localAddress);
    });
    after(() => app.close());

    it("creates books and returns each by its ISBN", async () => {
        for (const book of [emma, dune]) {
            const created = await contract.call(url, "createBook", { body: book });
            assert.equal(created.status, 201);
            assert.equal(created.headers.get("location"), `/${book.isbn}`);
            const { body } = await contract.call(url, "getBook", { params: { isbn: book.isbn } });
            assert.deepEqual(body, book);
        }
    });

    it("rejects a second book with the same ISBN and keeps the first", async () => {
        const second = await contract.call(url, "createBook", { body: { ...emma, title: "Other" } });
        assert.equal(second.status, 409);
        assert.deepEqual((await contract.call(url, "getBook", { params: { isbn: emma.isbn } })).body, emma);
    });

    it("lists books by title, by author and up to a limit", async () => {
        assert.deepEqual(await titles(""), ["Dune", "Emma"]);
        assert.deepEqual(await titles("?author=Jane%20Austen"), ["Emma"]);
        assert.deepEqual(await titles("?limit=1"), ["Dune"]);
        assert.equal((await contract.call(url, "listBooks", { query: "?limit=0" })).status, 400);
    });

    it("reads the last of a repeated parameter, as the gateway's cache key does", async () => {
        assert.deepEqual(await titles("?limit=1&limit=2"), ["Dune", "Emma"]);
    });

    it("replaces every field of a book but its ISBN", async () => {
        const body = { title: "Emma, annotated", authors: ["Jane Austen", "An editor"] };
        const replaced = await contract.call(url, "replaceBook", { params: { isbn: emma.isbn }, body });
        assert.equal(replaced.status, 200);
        assert.deepEqual(replaced.body, { isbn: emma.isbn, ...body });
        assert.deepEqual((await contract.call(url, "getBook", { params: { isbn: emma.isbn } })).body, replaced.body);
    });

    it("returns 404 for a book that was deleted", async () => {
        const params = { isbn: dune.isbn };
        assert.equal((await contract.call(url, "deleteBook", { params })).status, 204);
        for (const operation of ["getBook", "deleteBook"]) {
            assert.equal((await contract.call(url, operation, { params })).status, 404, operation);
        }
        assert.equal((await contract.call(url, "replaceBook", { params, body: dune })).status, 404);
    });

    it("reports every invalid field of a book at once", async () => {
        const body = { isbn: "12", title: "", authors: [], year: "1815" };
        const created = await contract.call(url, "createBook", { body });
        assert.equal(created.status, 400);
        for (const key of Object.keys(body)) assert.match(JSON.stringify(created.body), new RegExp(`body/${key} must`));
        const replaced = await contract.call(url, "replaceBook", { params: { isbn: emma.isbn }, body: [] });
        assert.equal(replaced.status, 400);
    });

    it("has a successful call of every operation in its document", () => {
        assert.deepEqual(contract.uncalled(), []);
    });
});
