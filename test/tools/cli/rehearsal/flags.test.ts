import assert from "node:assert/strict";
import { rehearseFlags } from "../../../../tools/cli/rehearsal/flags";

describe("The flags of the rehearse command", () => {
    it("accept a stack and several scenarios", () => {
        const flags = rehearseFlags(["a", "b"]).parse(["--stack", "prod", "--scenario", "a", "--scenario", "b"]);
        assert.deepEqual([flags?.stack, flags?.scenario, flags?.all], ["prod", ["a", "b"], false]);
    });

    it("reject an unknown scenario and list the known ones", () => {
        assert.throws(() => rehearseFlags(["a", "b"]).parse(["--scenario", "c"]), {
            name: "UsageError",
            message: '"--scenario": got "c", want one of a, b',
        });
    });
});
