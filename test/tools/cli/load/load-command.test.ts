import assert from "node:assert/strict";
import { loadCommand } from "../../../../tools/cli/load/load-command";
import { UsageError } from "../../../../tools/cli/terminal/usage-error";

describe("npm run load", () => {
    it("is rejected for a stack without a photo pipeline, such as one with HTTP APIs, before anything is simulated", async () => {
        const argv = ["--config-file", "stacks/examples/Pulumi.http.yaml"];
        await assert.rejects(loadCommand(argv, new AbortController().signal), (error) => {
            assert.ok(error instanceof UsageError);
            assert.match(error.problems.join(), /got no API with "photoPipeline", want one/);
            return true;
        });
    });
});
