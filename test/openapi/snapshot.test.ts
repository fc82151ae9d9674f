import assert from "node:assert/strict";
import fc from "fast-check";
import { parseSnapshotFile, snapshotFile, snapshotHash, snapshotName, uncachedIn } from "../../openapi/snapshot";

describe("The file of a snapshot", () => {
    it("holds the text of any body and settings, with the same hash", () => {
        const text = fc
            .oneof(fc.object(), fc.dictionary(fc.string(), fc.jsonValue()))
            .map((value) => JSON.stringify(value));
        fc.assert(
            fc.property(text, text, fc.boolean(), (body, settings, isIndented) => {
                const snapshot = { body: isIndented ? JSON.stringify(JSON.parse(body), null, 1) : body, settings };
                const read = parseSnapshotFile(snapshotFile(snapshot));
                assert.deepEqual(read, { ...snapshot, settings: JSON.stringify(JSON.parse(settings)) });
                assert.equal(read && snapshotHash(read), snapshotHash({ ...snapshot, settings: read?.settings ?? "" }));
            }),
            { seed: 18, numRuns: 200 },
        );
    });

    it("is not any other text", () => {
        for (const text of ["", "{}", "[]", '{"body":{}}', '{"body":1,"settings":{}}', '{"body":{},"settings":[]}'])
            assert.equal(parseSnapshotFile(text), undefined, text);
    });

    it("is named by the first digits of its hash", () => {
        assert.equal(snapshotName(snapshotHash({ body: "{}", settings: "{}" })), "b51f08b698d8");
    });
});

describe("The operations of a kept body that are not cached", () => {
    it("are the volatile ones, those with a parameter outside the cache key, and those that are uncached now", () => {
        const integration = (...cacheKeyParameters: string[]) => ({
            "x-amazon-apigateway-integration": { type: "http_proxy", cacheKeyParameters },
        });
        const parameters = [{ name: "id", in: "path", required: true, schema: {} }];
        const body = JSON.stringify({
            openapi: "3.0.1",
            paths: {
                "/cached/{id}": { get: { parameters, ...integration("method.request.path.id") } },
                "/shared/{id}": { get: { parameters, ...integration() }, post: { parameters } },
                "/volatile": { get: { "x-content-freshness": "volatile", ...integration() } },
                "/known": { get: integration() },
                "/plain": { get: integration() },
            },
        });
        assert.deepEqual(uncachedIn(body, ["~1known/GET", "~1gone/GET"]), [
            "~1shared~1{id}/GET",
            "~1volatile/GET",
            "~1known/GET",
        ]);
    });
});
