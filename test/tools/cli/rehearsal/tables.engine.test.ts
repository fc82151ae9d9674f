import assert from "node:assert/strict";
import { program } from "../../../../stacks/program";
import { readStack } from "../../../../tools/cli/project/project";
import type { Step } from "../../../../tools/cli/rehearsal/rehearsal-result";
import { hasPassed, runScenario } from "../../../../tools/cli/rehearsal/run-scenario";

const silent = { say: () => {}, tick: () => {}, end: () => {} };
const table = "aws:dynamodb/table:Table";
const association = "aws:eks/podIdentityAssociation:PodIdentityAssociation";
const deployment = "kubernetes:apps/v1:Deployment";

describe("a table and its pods on the engine", function () {
    this.timeout(20 * 60_000);

    it("are created in order of dependency, deleted in reverse, and survive harmless edits", async () => {
        const result = await runScenario({
            scenario: {
                name: "tables",
                statement: "A table survives changes of its API.",
                async run(rehearsal) {
                    const apis = ["gatehouse:apis", "pictures"];
                    await rehearsal.set([...apis, "build"], undefined);
                    await rehearsal.set([...apis, "image"], "registry.example.com/pictures:1");
                    await rehearsal.up("everything");
                    await rehearsal.set([...apis, "image"], "registry.example.com/pictures:2");
                    await rehearsal.set(["gatehouse:namespace"], "published");
                    await rehearsal.up("another image, in another namespace");
                    await rehearsal.set([...apis, "table", "sortKey"], "createdAt");
                    // This edit replaces the table, so an outage is expected.
                    const { succeeded } = await rehearsal.run("up", "another key, unprotected");
                    rehearsal.expect(succeeded, "another key was rejected although the table is not protected");
                },
            },
            stack: readStack("dev"),
            program: async (folder) => program(folder),
            progress: silent,
        });
        assert.deepEqual(result.problems, []);
        assert.ok(hasPassed(result));
        const [up, edit, otherKey] = result.steps as [Step, Step, Step];
        const destroy = result.steps.find(({ verb }) => verb === "destroy");
        assert.ok(destroy);
        assert.deepEqual(order(up, "create"), [table, association, deployment]);
        assert.deepEqual(order(destroy, "delete"), [deployment, association, table]);
        assert.ok(!edit.operations.some(({ type }) => type === table));
        assert.deepEqual(
            otherKey.replaced.filter(({ type }) => type === table).map(({ because }) => because),
            [["rangeKey"]],
        );
    });
});

function order({ operations }: Step, op: string): string[] {
    return operations
        .filter(({ type, name }) => [table, association, deployment].includes(type) && name.endsWith("pictures"))
        .filter((operation) => operation.op === op)
        .map(({ type }) => type);
}
