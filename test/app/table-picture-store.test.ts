import assert from "node:assert/strict";
import type { PictureStore } from "../../app/pictures/picture-store";
import { StoreUnavailableError } from "../../app/pictures/picture-store";
import { TableClient } from "../../app/pictures/table-client";
import { TablePictureStore } from "../../app/pictures/table-picture-store";
import { TestTable } from "./test-table";

const cat = { title: "Cat", url: "https://example.com/cat.jpg", tags: ["cat"] };
const dog = { title: "Dog", url: "https://example.com/dog.jpg", tags: ["dog"] };

describe("app/pictures: the store in a table", function () {
    this.timeout(60_000);

    const table = new TestTable();
    let one: PictureStore;
    let other: PictureStore;
    before(async () => {
        one = await table.open();
        other = await table.open();
    });
    after(() => table.close());

    it("makes a write of one process visible to others immediately", async () => {
        const { id } = await one.create(cat);
        assert.deepEqual(await other.get(id), await one.get(id));
        await other.replace(id, dog);
        assert.equal((await one.get(id))?.title, "Dog");
        assert.equal(await one.delete(id), true);
        assert.equal(await other.get(id), undefined);
    });

    it("counts every view, from two processes and during a replacement", async () => {
        const { id } = await one.create(cat);
        const changes = Array.from({ length: 40 }, (_, index) => [
            (index % 2 ? one : other).addView(id),
            (index % 2 ? other : one).replace(id, { ...dog, title: `Dog ${index}` }),
        ]);
        await Promise.all(changes.flat());
        assert.equal(await one.viewsOf(id), 40);
        assert.match((await one.get(id))?.title ?? "", /^Dog \d+$/);
    });

    it("does not restore a deleted picture", async () => {
        const { id } = await one.create(cat);
        await one.addView(id);
        await one.delete(id);
        assert.equal(await other.replace(id, dog), undefined);
        assert.equal(await other.addView(id), undefined);
        assert.equal(await other.delete(id), false);
        assert.deepEqual([await one.get(id), await one.viewsOf(id)], [undefined, undefined]);
    });

    it("lists more pictures than DynamoDB reads at once", async () => {
        const tags = ["large"];
        // DynamoDB reads 1 MB per page before it filters; these pictures are about 2 MB.
        const large = { title: "x".repeat(200), url: `https://example.com/${"x".repeat(60_000)}`, tags };
        await Promise.all(Array.from({ length: 36 }, () => one.create(large)));
        await one.create(cat);
        assert.equal((await other.list({ tag: "large", limit: 100 })).length, 36);
        assert.equal((await other.list({ limit: 37 })).filter(({ tags: [tag] }) => tag === "large").length, 36);
    });

    it("rethrows a permanent error unchanged", async () => {
        const wrong = new TablePictureStore("no-such-table", new TableClient());
        await assert.rejects(wrong.get("x"), { name: "ResourceNotFoundException" });
        await assert.rejects(wrong.check(), { name: "ResourceNotFoundException" });
        wrong.close();
        await one.check();
    });

    it("throws StoreUnavailableError with its cause while DynamoDB cannot be reached", async () => {
        await table.cut();
        const isUnavailable = (error: unknown) => {
            assert.ok(error instanceof StoreUnavailableError);
            assert.match(String((error.cause as { code?: string }).code), /ECONNREFUSED|ECONNRESET/);
            return true;
        };
        await assert.rejects(one.list({ limit: 1 }), isUnavailable);
        await assert.rejects(one.create(cat), isUnavailable);
        await assert.rejects(one.check(), isUnavailable);
    });
});
