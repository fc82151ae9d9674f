import assert from "node:assert/strict";
import { releaseCommand } from "../../../../tools/cli/release/release-command";
import { UsageError } from "../../../../tools/cli/terminal/usage-error";

describe("npm run release of a stack without a REST API", () => {
    for (const action of [["status"], ["abort", "--stage", "live"]])
        it(`is rejected with ${action.join(" ")}, before any state is read`, async () => {
            const argv = [...action, "--stack", "http", "--config-file", "stacks/examples/Pulumi.http.yaml"];
            await assert.rejects(releaseCommand(argv, new AbortController().signal), (error) => {
                assert.ok(error instanceof UsageError);
                assert.deepEqual(error.problems, [
                    'stack "http": got HTTP APIs only, want a REST API, whose stages have releases: an HTTP API serves each change with the next `pulumi up`',
                ]);
                return true;
            });
        });
});
