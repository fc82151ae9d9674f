import assert from "node:assert/strict";
import { program } from "../../../../stacks/program";
import { readStack } from "../../../../tools/cli/project/project";
import { hasPassed, runScenario } from "../../../../tools/cli/rehearsal/run-scenario";
import type { Scenario } from "../../../../tools/cli/rehearsal/scenario";
import { harmlessEdits } from "../../../../tools/cli/rehearsal/scenarios/harmless-edits";
import { everyPair, moveAlong, type Walk } from "../../../../tools/cli/rehearsal/scenarios/move";
import { rollout } from "../../../../tools/cli/rehearsal/scenarios/rollout";
import { editsPerUpdate, isThorough } from "../../../test-size";

const silent = { say: () => {}, tick: () => {}, end: () => {} };

// Each kind is entered once and left once.
const roundTrip: Walk = (start, kinds) => {
    const stops = [start, ...kinds.filter((kind) => kind !== start), start] as const;
    return stops.slice(1).map((to, index) => [stops[index] ?? start, to] as const);
};
const move = moveAlong(isThorough ? everyPair : roundTrip);
const moves = isThorough ? 12 : 4;

describe("the rehearsal of a stack with an API on each kind of compute", function () {
    this.timeout(20 * 60_000);

    const run = (scenario: Scenario) =>
        runScenario({
            scenario,
            stack: readStack({ name: "every-kind", file: "stacks/examples/Pulumi.every-kind.yaml" }),
            program: async (folder: string) => program(folder),
            editsPerUpdate,
            progress: silent,
        });

    for (const scenario of [harmlessEdits, move, rollout]) {
        it(`${scenario.name}: ${scenario.statement}`, async () => {
            const result = await run(scenario);
            assert.deepEqual(result.problems, []);
            assert.ok(hasPassed(result), JSON.stringify(result.leftInCloud));
            const titles = result.steps.map(({ title }) => title);
            const broken = ["Kubernetes", "Fargate", "EC2"].map((kind) => `an image that never serves, on ${kind}`);
            if (scenario === rollout) for (const title of broken) assert.ok(titles.includes(title), title);
            if (scenario === move)
                assert.match(result.notes.join(), new RegExp(`^${moves} moves: from Kubernetes to Fargate, `));
        });
    }

    it("finds a stage that changes to a backend before it has a target", async () => {
        const early: Scenario = {
            ...move,
            async run(rehearsal) {
                await rehearsal.up("everything");
                const [service] = rehearsal.cloud.store.ofType("aws:ecs/service:Service");
                assert.ok(service);
                rehearsal.cloud.store.put({ ...service, outputs: { ...service.outputs, loadBalancers: [] } });
                await rehearsal.set(["gatehouse:logRetentionDays"], 90);
                await rehearsal.up("another log retention");
            },
        };
        const { problems } = await run(early);
        assert.match(problems.join(), /^"another log retention": stage "Test": "authorsBackend" named port \d+, where/);
    });
});
