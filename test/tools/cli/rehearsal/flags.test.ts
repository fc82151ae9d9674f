import assert from "node:assert/strict";
import { readRehearseFlags } from "../../../../tools/cli/rehearsal/flags";
import { UsageError } from "../../../../tools/cli/terminal/usage-error";

describe("flags of the rehearse command", () => {
    it("take a stack and several scenarios", () => {
        const flags = readRehearseFlags(["--stack", "prod", "--scenario", "a", "--scenario", "b"], ["a", "b"]);
        assert.deepEqual([flags.stack, flags.scenario, flags.all], ["prod", ["a", "b"], false]);
    });

    it("refuse an unknown scenario and say which there are", () => {
        assert.throws(() => readRehearseFlags(["--scenario", "c"], ["a", "b"]), {
            name: "UsageError",
            message: '"--scenario": got "c", want one of a, b',
        });
    });

    it("refuse an unknown flag", () => {
        assert.throws(() => readRehearseFlags(["--al"], ["a"]), UsageError);
    });
});
