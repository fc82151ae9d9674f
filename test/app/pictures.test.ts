import assert from "node:assert/strict";
import { closeServer, createApiServer } from "../../app/pictures/http-server";
import { PictureStore } from "../../app/pictures/picture-store";
import { pictureRoutes } from "../../app/pictures/pictures-api";
import { Contract, listen } from "./contract";

const contract = new Contract("pictures");
const server = createApiServer(pictureRoutes(new PictureStore()), { log: () => {} });
const unknown = "00000000-0000-4000-8000-000000000000";
const cat = { title: "Cat", url: "https://example.com/cat.jpg", tags: ["animal", "cat"] };
const dog = { title: "Dog", url: "https://example.com/dog.jpg", tags: ["animal"] };
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

describe("app/pictures", () => {
    before(async () => {
        url = await listen(server);
    });
    after(() => closeServer(server, 1000));

    it("creates a picture and answers it under its location", async () => {
        const id = await create(cat);
        const { status, body } = await contract.call(url, "getPicture", { params: { id } });
        assert.equal(status, 200);
        assert.deepEqual(body, { ...(body as object), id, ...cat });
    });

    it("lists pictures, the newest first, by tag and up to a limit", async () => {
        await create(dog);
        assert.deepEqual(await titles(""), ["Dog", "Cat"]);
        assert.deepEqual(await titles("?tag=cat"), ["Cat"]);
        assert.deepEqual(await titles("?tag=animal&limit=1"), ["Dog"]);
    });

    it("reads the last of a repeated parameter, as the gateway's cache key does", async () => {
        assert.deepEqual(await titles("?limit=2&limit=1"), ["Dog"]);
        assert.deepEqual(await titles("?tag=nothing&tag=cat"), ["Cat"]);
    });

    it("refuses a limit that is no whole number from 1 to 100", async () => {
        for (const limit of ["0", "101", "1.5", "many", ""]) {
            const { status } = await contract.call(url, "listPictures", { query: `?limit=${limit}` });
            assert.equal(status, 400, limit);
        }
    });

    it("replaces a picture and keeps its id and time", async () => {
        const id = await create(cat);
        const before = await contract.call(url, "getPicture", { params: { id } });
        const { status, body } = await contract.call(url, "replacePicture", { params: { id }, body: dog });
        assert.equal(status, 200);
        assert.deepEqual(body, { ...(before.body as object), ...dog });
        assert.deepEqual((await contract.call(url, "getPicture", { params: { id } })).body, body);
    });

    it("deletes a picture, which is then not found", async () => {
        const id = await create(cat);
        assert.equal((await contract.call(url, "deletePicture", { params: { id } })).status, 204);
        for (const operation of ["getPicture", "deletePicture", "getViews", "recordView"]) {
            assert.equal((await contract.call(url, operation, { params: { id } })).status, 404, operation);
        }
    });

    it("forgets the views of a picture that it deletes", () => {
        const store = new PictureStore();
        const { id } = store.create(cat);
        store.addView(id);
        store.delete(id);
        assert.equal(store.viewsOf(id), 0);
    });

    it("counts views as they happen", async () => {
        const id = await create(cat);
        assert.deepEqual((await contract.call(url, "getViews", { params: { id } })).body, { id, views: 0 });
        await contract.call(url, "recordView", { params: { id } });
        await contract.call(url, "recordView", { params: { id } });
        assert.deepEqual((await contract.call(url, "getViews", { params: { id } })).body, { id, views: 2 });
    });

    it("names all faults of a picture at once", async () => {
        const body = { title: "", url: "javascript:alert(1)", tags: [1] };
        const answered = await contract.call(url, "createPicture", { body });
        assert.equal(answered.status, 400);
        for (const key of ["title", "url", "tags"])
            assert.match(JSON.stringify(answered.body), new RegExp(`\\\\"${key}\\\\"`));
        const replaced = await contract.call(url, "replacePicture", { params: { id: await create(cat) }, body: null });
        assert.equal(replaced.status, 400);
    });

    it("answers 404 for a picture that is not there", async () => {
        const replaced = await contract.call(url, "replacePicture", { params: { id: unknown }, body: cat });
        assert.equal(replaced.status, 404);
    });

    it("has been called with success in every operation of its document", () => {
        assert.deepEqual(contract.uncalled(), []);
    });
});
