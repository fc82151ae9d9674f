import assert from "node:assert/strict";
import { program } from "../../../stacks/program";
import { readStack } from "../../../tools/cli/project/project";
import { hasPassed, runScenario } from "../../../tools/cli/rehearsal/run-scenario";
import type { Scenario } from "../../../tools/cli/rehearsal/scenario";

const silent = { say: () => {}, tick: () => {}, end: () => {} };

const move: Scenario = {
    name: "move",
    statement: "An API moves from Kubernetes to Lambda and back by one word, and its clients do not notice.",
    async run(rehearsal) {
        await rehearsal.up("everything");
        for (const runsOn of ["lambda", "kubernetes"]) {
            await rehearsal.set(["gatehouse:apis", "books"], { build: "app/books", port: 5000, runsOn });
            const { operations, replaced } = await rehearsal.up(`books on ${runsOn}`);
            const types = operations.filter(({ op }) => op === "create").map(({ type }) => type);
            const created = runsOn === "lambda" ? "aws:lambda/function:Function" : "kubernetes:apps/v1:Deployment";
            rehearsal.expect(types.includes(created), `got ${types.join(", ")}, want ${created}`);
            const lost = replaced.filter(({ type }) => /stage:Stage|restApi|vpcLink|kubernetes:/.test(type));
            rehearsal.expect(lost.length === 0, `replaced ${lost.map(({ name }) => name).join(", ")}`);
        }
    },
};

describe("an API that moves between Kubernetes and Lambda, on the real engine", function () {
    // The first run on a new machine may have to build the engine.
    this.timeout(20 * 60_000);

    it("is available all the time", async () => {
        const stack = readStack("dev");
        const result = await runScenario({
            scenario: move,
            stack,
            program: async (folder) => program(folder),
            progress: silent,
        });
        assert.deepEqual([result.problems, result.steps.flatMap(({ outages }) => outages)], [[], []]);
        assert.ok(hasPassed(result), JSON.stringify(result.leftInCloud));
    });
});
