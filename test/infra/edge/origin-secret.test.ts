import assert from "node:assert/strict";
import { OriginSecret } from "../../../infra/edge/origin-secret";
import { record, valueUnderMocks } from "../recorder";

describe("OriginSecret", () => {
    it("has the secrets before and after the one in use, so that the next version renames none of them", async () => {
        const names = async (version: number) =>
            (
                await record(() => {
                    new OriginSecret("shop", { version });
                })
            )
                .filter(({ type }) => type === "random:index/randomPassword:RandomPassword")
                .map(({ name }) => name)
                .sort();
        assert.deepEqual(await names(1), ["origin-secret-0", "origin-secret-1", "origin-secret-2"]);
        assert.deepEqual(await names(2), ["origin-secret-1", "origin-secret-2", "origin-secret-3"]);
    });

    it("is letters and digits alone, and a secret", async () => {
        const registered = await record(() => {
            new OriginSecret("shop", { version: 1 });
        });
        for (const { inputs } of registered.filter(({ type }) => type.startsWith("random:")))
            assert.deepEqual(inputs, { length: 40, special: false });
        const [, isSecret] = await valueUnderMocks(() => new OriginSecret("shop", { version: 1 }).current);
        assert.equal(isSecret, true);
    });
});
