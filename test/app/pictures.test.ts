import assert from "node:assert/strict";
import type { FastifyInstance } from "fastify";
import { buildApp } from "../../app/pictures/app";
import { MemoryPictureStore } from "../../app/pictures/memory-picture-store";
import type { PictureStore } from "../../app/pictures/picture-store";
import { Contract, localAddress } from "./contract";
import { TestTable } from "./test-table";

const unknown = "00000000-0000-4000-8000-000000000000";
const cat = { title: "Cat", url: "https://example.com/cat.jpg", tags: ["animal", "cat"] };
const dog = { title: "Dog", url: "https://example.com/dog.jpg", tags: ["animal"] };

const table = new TestTable();
const stores: Readonly<Record<string, () => Promise<PictureStore>>> = {
    "in memory": async () => new MemoryPictureStore(),
    "in a table": () => table.open(),
};

for (const [where, open] of Object.entries(stores)) {
    const contract = new Contract("pictures");
    let app: FastifyInstance;
    let url = "";

    async function create(body: object): Promise<string> {
        const created = await contract.call(url, "createPicture", { body });
        assert.equal(created.status, 201);
        const location = created.headers.get("location") ?? "";
        return location.slice(1);
    }

    async function titles(query: string): Promise<unknown[]> {
        const { status, body } = await contract.call(url, "listPictures", { query });
        assert.equal(status, 200);
        assert.ok(Array.isArray(body));
        return body.map((picture) => picture.title);
    }

    describe(`app/pictures, ${where}`, () => {
        before(async () => {
            app = buildApp(await open(), { logger: false });
            url = await app.listen(localAddress);
        });
        after(async () => {
            await app.close();
            await table.close();
        });

        it("creates a picture and returns it at its location", async () => {
            const id = await create(cat);
            const { status, body } = await contract.call(url, "getPicture", { params: { id } });
            assert.equal(status, 200);
            assert.deepEqual(body, { ...(body as object), id, ...cat });
        });

        it("lists pictures by tag and up to a limit, newest first", async () => {
            await create(dog);
            assert.deepEqual(await titles(""), ["Dog", "Cat"]);
            assert.deepEqual(await titles("?tag=cat"), ["Cat"]);
            assert.deepEqual(await titles("?tag=animal&limit=1"), ["Dog"]);
        });

        it("reads the last of a repeated parameter, as the gateway's cache key does", async () => {
            assert.deepEqual(await titles("?limit=2&limit=1"), ["Dog"]);
            assert.deepEqual(await titles("?tag=nothing&tag=cat"), ["Cat"]);
        });

        it("rejects a limit that is not an integer from 1 to 100", async () => {
            for (const limit of ["0", "101", "1.5", "many", ""]) {
                const { status } = await contract.call(url, "listPictures", { query: `?limit=${limit}` });
                assert.equal(status, 400, limit);
            }
        });

        it("lists page by page after a given picture, even if that picture was deleted", async () => {
            const made: string[] = [];
            for (let index = 0; index < 7; index++) made.unshift(await create({ ...cat, tags: ["paged"] }));
            const page = async (query: string) => {
                const { body } = await contract.call(url, "listPictures", { query: `?tag=paged&limit=3${query}` });
                assert.ok(Array.isArray(body));
                return body.map(({ id }) => id);
            };
            assert.deepEqual(await page(""), made.slice(0, 3));
            await contract.call(url, "deletePicture", { params: { id: made[2] ?? "" } });
            assert.deepEqual(await page(`&after=${made[2]}`), made.slice(3, 6));
            assert.deepEqual(await page(`&after=${made[5]}`), made.slice(6));
            assert.deepEqual(await page(`&after=${made[6]}`), []);
        });

        it("accepts an id in upper case", async () => {
            const id = await create(cat);
            assert.equal((await contract.call(url, "getPicture", { params: { id: id.toUpperCase() } })).status, 200);
        });

        it("rejects an invalid id in every operation that takes one", async () => {
            for (const operation of ["getPicture", "deletePicture", "getViews", "recordView"]) {
                assert.equal((await contract.call(url, operation, { params: { id: "7" } })).status, 400, operation);
            }
            assert.equal((await contract.call(url, "listPictures", { query: "?after=7" })).status, 400);
        });

        it("accepts a picture without tags and drops unknown fields", async () => {
            const { title, url: address } = cat;
            const { body } = await contract.call(url, "createPicture", { body: { title, url: address, owner: "me" } });
            assert.deepEqual(Object.keys(body as object).sort(), ["createdAt", "id", "tags", "title", "url"]);
        });

        it("replaces a picture and keeps its id and creation time", async () => {
            const id = await create(cat);
            const before = await contract.call(url, "getPicture", { params: { id } });
            const { status, body } = await contract.call(url, "replacePicture", { params: { id }, body: dog });
            assert.equal(status, 200);
            assert.deepEqual(body, { ...(before.body as object), ...dog });
            assert.deepEqual((await contract.call(url, "getPicture", { params: { id } })).body, body);
        });

        it("returns 404 for a picture that was deleted", async () => {
            const id = await create(cat);
            assert.equal((await contract.call(url, "deletePicture", { params: { id } })).status, 204);
            for (const operation of ["getPicture", "deletePicture", "getViews", "recordView"]) {
                assert.equal((await contract.call(url, operation, { params: { id } })).status, 404, operation);
            }
        });

        it("counts views", async () => {
            const id = await create(cat);
            assert.deepEqual((await contract.call(url, "getViews", { params: { id } })).body, { id, views: 0 });
            await contract.call(url, "recordView", { params: { id } });
            await contract.call(url, "recordView", { params: { id } });
            assert.deepEqual((await contract.call(url, "getViews", { params: { id } })).body, { id, views: 2 });
        });

        it("reports every invalid field of a picture at once", async () => {
            const body = { title: "", url: "javascript:alert(1)", tags: [1] };
            const response = await contract.call(url, "createPicture", { body });
            assert.equal(response.status, 400);
            for (const key of ["title", "url", "tags/0"])
                assert.ok(JSON.stringify(response.body).includes(`body/${key} must`), JSON.stringify(response.body));
            const replaced = await contract.call(url, "replacePicture", {
                params: { id: await create(cat) },
                body: null,
            });
            assert.equal(replaced.status, 400);
        });

        it("returns 404 for an unknown picture", async () => {
            const replaced = await contract.call(url, "replacePicture", { params: { id: unknown }, body: cat });
            assert.equal(replaced.status, 404);
        });

        it("has a successful call of every operation in its document", () => {
            assert.deepEqual(contract.uncalled(), []);
        });
    });
}
