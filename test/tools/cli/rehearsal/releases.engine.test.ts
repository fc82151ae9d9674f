import assert from "node:assert/strict";
import { program } from "../../../../stacks/program";
import { readStack } from "../../../../tools/cli/project/project";
import { hasPassed, runScenario } from "../../../../tools/cli/rehearsal/run-scenario";
import { release } from "../../../../tools/cli/rehearsal/scenarios/release";
import { releaseFailures } from "../../../../tools/cli/rehearsal/scenarios/release-failures";

const silent = { say: () => {}, tick: () => {}, end: () => {} };

// The toolbox has an API without a server, one with authorizers, and one on Lambda.
describe("the rehearsal of releases", function () {
    this.timeout(20 * 60_000);

    for (const scenario of [release, releaseFailures])
        it(`${scenario.name}: ${scenario.statement}`, async () => {
            const result = await runScenario({
                scenario,
                stack: readStack({ name: "toolbox", file: "stacks/examples/Pulumi.toolbox.yaml" }),
                program: async (folder: string) => program(folder),
                progress: silent,
            });
            assert.deepEqual(result.problems, []);
            assert.deepEqual(result.leftInCloud, []);
            assert.equal(result.leftInState, 0);
            assert.ok(hasPassed(result));
            const notes = result.notes.join("\n");
            const [, requests = "0"] = /(\d+) requests ran during the updates/.exec(notes) ?? [];
            assert.ok(Number(requests) > 100, notes);
            const shares = [...notes.matchAll(/served ([\d.]+) % of 10000 requests, set to (\d+) %/g)];
            assert.ok(shares.length > 0, notes);
            for (const [, served, set] of shares)
                assert.ok(Math.abs(Number(served) / Number(set) - 1) <= 0.03, `${served} of ${set}`);
        });
});
