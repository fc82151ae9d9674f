import assert from "node:assert/strict";
import { program } from "../../../../../stacks/program";
import { readStack } from "../../../../../tools/cli/project/project";
import { hasPassed, runScenario } from "../../../../../tools/cli/rehearsal/run-scenario";
import type { Scenario } from "../../../../../tools/cli/rehearsal/scenario";
import { apisAndStages } from "../../../../../tools/cli/rehearsal/scenarios/apis-and-stages";
import { clientsAndPlans } from "../../../../../tools/cli/rehearsal/scenarios/clients-and-plans";
import { harmlessEdits } from "../../../../../tools/cli/rehearsal/scenarios/harmless-edits";
import { lifecycle } from "../../../../../tools/cli/rehearsal/scenarios/lifecycle";
import { rollout } from "../../../../../tools/cli/rehearsal/scenarios/rollout";
import { editsPerUpdate } from "../../../../test-size";

const silent = { say: () => {}, tick: () => {}, end: () => {} };

const run = (scenario: Scenario, name: "http" | "http-edge") =>
    runScenario({
        scenario,
        stack: readStack({ name, file: `stacks/examples/Pulumi.${name}.yaml` }),
        program: async (folder) => program(folder),
        editsPerUpdate,
        progress: silent,
    });

describe("the rehearsal of a stack with an HTTP API", function () {
    this.timeout(20 * 60_000);

    for (const [scenario, name] of [
        [harmlessEdits, "http"],
        [rollout, "http"],
        [apisAndStages, "http"],
        [lifecycle, "http-edge"],
        [clientsAndPlans, "http-edge"],
    ] as const)
        it(`${scenario.name} on ${name}: ${scenario.statement}`, async () => {
            const result = await run(scenario, name);
            assert.deepEqual(result.problems, []);
            assert.ok(hasPassed(result), JSON.stringify(result.leftInCloud));
            assert.equal(result.doesNotApply, undefined);
        });

    it("finds requests that no task serves for a while", async () => {
        const broken: Scenario = {
            ...lifecycle,
            async run(rehearsal) {
                await rehearsal.up("everything");
                const { store } = rehearsal.cloud;
                const [service] = store.ofType("aws:ecs/service:Service");
                assert.ok(service);
                store.put({ ...service, outputs: { ...service.outputs, loadBalancers: [] } });
                await rehearsal.set(["gatehouse:logRetentionDays"], 90);
                await rehearsal.up("another log retention");
            },
        };
        const { problems } = await run(broken, "http");
        assert.match(problems.join(), /^"another log retention": GET \/api\/\w+(\/1)? got 503 .* has no healthy task/);
    });
});
