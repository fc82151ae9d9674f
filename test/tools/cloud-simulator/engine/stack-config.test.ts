import assert from "node:assert/strict";
import { withPlaceholders } from "../../../../tools/cloud-simulator/engine/stack-config";
import { placeholder } from "../../../../tools/cloud-simulator/state/property-values";

describe("the configuration of a stack", () => {
    it("gets placeholders for ciphertext at any depth, with their paths", () => {
        const { config, placeholders } = withPlaceholders({
            "aws:region": "eu-central-1",
            "shop:token": { secure: "v1:abc" },
            "shop:database": { user: "shop", password: { secure: "v1:def" } },
            "shop:keys": ["open", { secure: "v1:ghi" }, { "my.key": { secure: "v1:jkl" } }],
        });
        assert.deepEqual(config, {
            "aws:region": "eu-central-1",
            "shop:token": placeholder,
            "shop:database": { user: "shop", password: placeholder },
            "shop:keys": ["open", placeholder, { "my.key": placeholder }],
        });
        assert.deepEqual(placeholders, [
            "shop:token",
            "shop:database.password",
            "shop:keys[1]",
            'shop:keys[2]["my.key"]',
        ]);
    });

    it("is unchanged if nothing is encrypted", () => {
        const config = { "shop:a": null, "shop:b": [1, true, ""], "shop:c": {}, "shop:secure": "text" };
        assert.deepEqual(withPlaceholders(config), { config, placeholders: [] });
    });

    it("does not change an object that has other keys besides `secure`", () => {
        const config = { "shop:door": { secure: true }, "shop:window": { secure: "yes", open: "no" } };
        assert.deepEqual(withPlaceholders(config), { config, placeholders: [] });
    });
});
