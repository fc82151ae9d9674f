import assert from "node:assert/strict";
import { isOlder } from "../../../stacks/settings/version-order";

describe("the order of versions", () => {
    it("compares parts as numbers, from the first one", () => {
        const older = [
            ["1.9", "1.10"],
            ["8.4.9", "9.0"],
            ["17", "18.1"],
            ["17", "17.1"],
        ] as const;
        for (const [version, other] of older) {
            assert.equal(isOlder(version, other), true, `${version} and ${other}`);
            assert.equal(isOlder(other, version), false, `${other} and ${version}`);
        }
        assert.equal(isOlder("1.34", "1.34"), false);
    });
});
