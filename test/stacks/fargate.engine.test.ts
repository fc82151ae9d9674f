import assert from "node:assert/strict";
import { program } from "../../stacks/program";
import { runPreview } from "../../tools/cli/preview/run-preview";
import type { Rehearsal } from "../../tools/cli/rehearsal/rehearsal";
import type { Step } from "../../tools/cli/rehearsal/rehearsal-result";
import { hasPassed, runScenario } from "../../tools/cli/rehearsal/run-scenario";
import { servingTypes } from "../../tools/cloud-simulator/providers/known-types";
import { ExampleProject } from "./example-stack";

const silent = { say: () => {}, tick: () => {}, end: () => {} };

describe("the example stack on Fargate", function () {
    this.timeout(20 * 60_000);

    let project: ExampleProject;
    before(() => {
        project = new ExampleProject("fargate");
    });
    after(() => project.remove());

    it("holds at the first preview, with preset strict, and needs no Kubernetes", async () => {
        const { folder } = project;
        const result = await runPreview({ stack: project.stack(), program: async () => program(folder) });
        assert.deepEqual(result.errors, []);
        assert.deepEqual(
            result.rules.flatMap(({ findings }) => findings),
            [],
        );
        assert.equal(result.exitCode, 0);
        const types = result.resources.map(({ type }) => type);
        assert.equal(types.filter((type) => type === "aws:ecs/service:Service").length, 2);
        assert.equal(types.filter((type) => type === "aws:apigateway/vpcLink:VpcLink").length, 1);
        assert.deepEqual(
            types.filter((type) => /^(kubernetes|eks|aws:eks)/.test(type)),
            [],
        );
    });

    it("comes up, replaces nothing that serves for another image or more CPU, and is destroyed to nothing", async () => {
        const edits = async (rehearsal: Rehearsal) => {
            await rehearsal.set(["gatehouse:apis", "authors", "build"], undefined);
            await rehearsal.set(["gatehouse:apis", "authors", "image"], "registry.example.com/authors:1");
            await rehearsal.up("everything");
            await rehearsal.set(["gatehouse:apis", "authors", "image"], "registry.example.com/authors:2");
            await rehearsal.up("another image");
            await rehearsal.set(["gatehouse:apis", "authors", "cpu"], "500m");
            await rehearsal.set(["gatehouse:apis", "authors", "memory"], "1Gi");
            await rehearsal.up("more CPU");
            await rehearsal.set(["gatehouse:apis", "authors", "port"], 9090);
            await rehearsal.up("another port");
            await rehearsal.checkInventory();
        };
        const result = await play(edits);
        assert.deepEqual(result.problems, []);
        assert.ok(hasPassed(result), JSON.stringify(result.leftInCloud));
        const serving = servingTypes();
        const [, ...changes] = result.steps.filter(({ verb }) => verb === "up") as [Step, ...Step[]];
        for (const { title, replaced } of changes) {
            assert.deepEqual(
                replaced.filter(({ type }) => serving.includes(type)),
                [],
                title,
            );
        }
    });

    function play(run: (rehearsal: Rehearsal) => Promise<void>) {
        return runScenario({
            scenario: { name: "fargate", statement: "APIs on Fargate change without an outage.", run },
            stack: project.stack(),
            program: async (folder) => program(folder),
            progress: silent,
        });
    }
});
