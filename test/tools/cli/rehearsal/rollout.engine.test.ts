import assert from "node:assert/strict";
import { program } from "../../../../stacks/program";
import { readStack, type Stack } from "../../../../tools/cli/project/project";
import { hasPassed, runScenario } from "../../../../tools/cli/rehearsal/run-scenario";
import type { Scenario } from "../../../../tools/cli/rehearsal/scenario";
import { rollout } from "../../../../tools/cli/rehearsal/scenarios/rollout";
import { scenarios } from "../../../../tools/cli/rehearsal/scenarios/scenarios";
import type { StackExport } from "../../../../tools/cloud-simulator/state/stack-export";
import { earlierStates } from "../../../upgrades/earlier-states";

const silent = { say: () => {}, tick: () => {}, end: () => {} };

const run = (scenario: Scenario, stack: Stack = readStack("dev"), state?: StackExport) =>
    runScenario({
        scenario,
        stack,
        program: async (folder: string) => program(folder),
        ...(state && { state }),
        progress: silent,
    });

describe("the rehearsal of rollouts", function () {
    this.timeout(20 * 60_000);

    it(`${rollout.name}: ${rollout.statement}`, async () => {
        assert.ok(scenarios.includes(rollout));
        const result = await run(rollout);
        assert.deepEqual(result.problems, []);
        assert.ok(hasPassed(result));
        const titles = result.steps.map(({ title }) => title);
        for (const title of ["another image", "another image of 6 pods", "an image that never serves, on Kubernetes"])
            assert.ok(titles.includes(title), title);
        assert.match(titles.join(), /Kubernetes 1\.\d+/);
        assert.match(result.notes.join(), /1 of 2 pods of "apis\/pictures" serve/);
    });

    it("finds a rollout without readiness gates", async () => {
        const unlabelled: Scenario = {
            ...rollout,
            async run(rehearsal) {
                await rehearsal.up("everything");
                const [namespace] = rehearsal.cloud.store.ofType("kubernetes:core/v1:Namespace");
                assert.ok(namespace);
                rehearsal.cloud.store.put({ ...namespace, inputs: { metadata: { name: "apis" } } });
                await rehearsal.set(["gatehouse:apis", "pictures", "memory"], "300Mi");
                await rehearsal.up("more memory");
            },
        };
        const { problems } = await run(unlabelled);
        assert.deepEqual(problems, ['"more memory": "apis/pictures" had no healthy target for 170 s']);
    });

    // The pods of that release drained for 20 s, which only their replacement changes.
    it("of an upgrade from an earlier release has a healthy target at every moment", async () => {
        const earlier = earlierStates().find(({ stackName }) => stackName === "dev");
        assert.ok(earlier);
        const upgrade: Scenario = {
            ...rollout,
            async run(rehearsal) {
                const { operations } = await rehearsal.up("this release");
                const order = operations.map(({ op, type }) => `${op} ${type}`);
                const labelled = order.indexOf("update kubernetes:core/v1:Namespace");
                assert.ok(labelled >= 0 && labelled < order.indexOf("update kubernetes:apps/v1:Deployment"));
            },
        };
        // With the stack file of that release: settings whose change AWS rejects differ since then.
        const { config, placeholders } = earlier;
        const { problems } = await run(upgrade, { ...readStack("dev"), config, placeholders }, earlier.state);
        const words = (api: string) =>
            `"this release": 2 pods of "apis/${api}" were sent new connections up to 100 s after they had ended`;
        assert.deepEqual([...problems].sort(), [words("books"), words("pictures")]);
    });
});
