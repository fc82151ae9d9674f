import assert from "node:assert/strict";
import { withSetting } from "../../../../tools/cli/rehearsal/settings-edit";

const config = { "shop:stages": { Test: { ttl: 1 }, live: { ttl: 2 } }, "shop:name": "x" };

describe("an edit of a stack's settings", () => {
    it("changes a nested value and keeps the order of its siblings", () => {
        const edited = withSetting(config, ["shop:stages", "Test", "ttl"], 5);
        assert.deepEqual(edited, { "shop:stages": { Test: { ttl: 5 }, live: { ttl: 2 } }, "shop:name": "x" });
        assert.deepEqual(Object.keys(edited["shop:stages"] as object), ["Test", "live"]);
        assert.equal(config["shop:stages"].Test.ttl, 1);
    });

    it("adds a missing value and the maps above it", () => {
        assert.deepEqual(withSetting({}, ["shop:plans", "trial", "rate"], 1), { "shop:plans": { trial: { rate: 1 } } });
    });

    it("removes a value", () => {
        assert.deepEqual(withSetting(config, ["shop:stages", "live"], undefined)["shop:stages"], { Test: { ttl: 1 } });
        assert.deepEqual(Object.keys(withSetting(config, ["shop:name"], undefined)), ["shop:stages"]);
    });
});
