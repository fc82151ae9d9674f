import assert from "node:assert/strict";
import { EdgeCache } from "../../../../tools/edge-emulator/distribution/edge-cache";

describe("EdgeCache", () => {
    it("makes room for new responses also if all of them are empty, such as those of 200,000 keys", () => {
        const cache = new EdgeCache(() => 0);
        const response = { status: 404, headers: [], body: Buffer.alloc(0) };
        for (let key = 0; key < 200_000; key++) cache.store(`key ${key}`, response, 60);
        assert.equal(cache.find("key 0"), undefined);
        assert.equal(cache.find("key 199999")?.response.status, 404);
    });
});
