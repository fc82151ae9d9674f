import assert from "node:assert/strict";
import { loadFlags, parseLoadFlags } from "../../../../tools/cli/load/flags";

const defaultsFor = (...argv: string[]) => {
    const { poisoned, kills } = parseLoadFlags(argv) ?? {};
    return [poisoned, kills];
};

describe("the flags of the load command", () => {
    it("poison 1 % of the photos and kill as many processes, at least one of each", () => {
        assert.deepEqual(defaultsFor(), [20, 20]);
        assert.deepEqual(defaultsFor("--photos", "5"), [1, 1]);
        assert.deepEqual(defaultsFor("--photos", "1"), [1, 1]);
        assert.deepEqual(defaultsFor("--photos", "100000"), [1000, 1000]);
        assert.match(loadFlags.help, /cannot become thumbnails \(default: 1 % of the photos, at least 1\)/);
    });

    it("take any number up to that of the photos, and none", () => {
        assert.deepEqual(defaultsFor("--photos", "5", "--poisoned", "5", "--kills", "0"), [5, 0]);
        assert.deepEqual(defaultsFor("--photos", "5", "--poisoned", "0"), [0, 1]);
        assert.throws(() => parseLoadFlags(["--photos", "5", "--poisoned", "6"]), /"--poisoned": got 6, want at most/);
    });
});
