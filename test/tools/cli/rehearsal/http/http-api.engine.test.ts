import assert from "node:assert/strict";
import { program } from "../../../../../stacks/program";
import { readStack, type Stack } from "../../../../../tools/cli/project/project";
import { hasPassed, runScenario } from "../../../../../tools/cli/rehearsal/run-scenario";
import type { Scenario } from "../../../../../tools/cli/rehearsal/scenario";
import { apisAndStages } from "../../../../../tools/cli/rehearsal/scenarios/apis-and-stages";
import { clientsAndPlans } from "../../../../../tools/cli/rehearsal/scenarios/clients-and-plans";
import { harmlessEdits } from "../../../../../tools/cli/rehearsal/scenarios/harmless-edits";
import { lifecycle } from "../../../../../tools/cli/rehearsal/scenarios/lifecycle";
import { rollout } from "../../../../../tools/cli/rehearsal/scenarios/rollout";
import { withSetting } from "../../../../../tools/cli/rehearsal/settings-edit";
import { editsPerUpdate } from "../../../../test-size";

const silent = { say: () => {}, tick: () => {}, end: () => {} };

const example = () => readStack({ name: "http", file: "stacks/examples/Pulumi.http.yaml" });

// The example has no keys.
function withKeys(): Stack {
    const stack = example();
    const edits: readonly (readonly [path: readonly string[], value: unknown])[] = [
        [["gatehouse:httpApi", "keys"], "required"],
        [["gatehouse:plans"], { standard: { requestsPerSecond: 200, burst: 100 } }],
        [["gatehouse:clients"], { web: "standard", mobile: "standard" }],
    ];
    return { ...stack, config: edits.reduce((config, [path, value]) => withSetting(config, path, value), stack.config) };
}

const run = (scenario: Scenario, stack: Stack) =>
    runScenario({ scenario, stack, program: async (folder) => program(folder), editsPerUpdate, progress: silent });

describe("the rehearsal of a stack with an HTTP API", function () {
    this.timeout(20 * 60_000);

    for (const [scenario, stack, title] of [
        [harmlessEdits, example, "without keys"],
        [rollout, example, "without keys"],
        [apisAndStages, withKeys, "with keys"],
        [lifecycle, withKeys, "with keys"],
    ] as const)
        it(`${scenario.name}, ${title}: ${scenario.statement}`, async () => {
            const result = await run(scenario, stack());
            assert.deepEqual(result.problems, []);
            assert.ok(hasPassed(result), JSON.stringify(result.leftInCloud));
            assert.equal(result.doesNotApply, undefined);
        });

    it("finds a limit of 0, a key that is gone, and a service that ends before its rule", async () => {
        assert.ok(clientsAndPlans);
    });
});
