import assert from "node:assert/strict";
import { program } from "../../../../stacks/program";
import { readStack } from "../../../../tools/cli/project/project";
import { scriptOf } from "../../../../tools/cli/rehearsal/page/page-script";
import { hasPassed, runScenario } from "../../../../tools/cli/rehearsal/run-scenario";
import type { Scenario } from "../../../../tools/cli/rehearsal/scenario";
import { firstDeployment, followPages } from "../../../../tools/cli/rehearsal/scenarios/first-deployment";

const silent = { say: () => {}, tick: () => {}, end: () => {} };
const run = (scenario: Scenario) =>
    runScenario({
        scenario,
        stack: readStack("prod"),
        program: async (folder) => program(folder),
        progress: silent,
    });

describe("the first deployment of prod by the commands of the pages", function () {
    this.timeout(20 * 60_000);

    it(firstDeployment.statement, async () => {
        const result = await run(firstDeployment);
        assert.deepEqual(result.problems, []);
        assert.ok(hasPassed(result));
        assert.deepEqual(
            result.steps.map(({ verb }) => verb),
            ["preview", "preview", "up", "preview", "up", "preview", "up", "previewDestroy", "destroy"],
        );
    });

    it("fails if the API server is private from the beginning", async () => {
        const script = scriptOf("docs/operation.md", "First deployment");
        const { problems } = await run({
            ...firstDeployment,
            run: (rehearsal) => followPages(rehearsal, script.replaceAll(/^.*publicEndpointCidrs.*$/gm, "")),
        });
        assert.match(problems.join("\n"), /^pulumi up .*configured Kubernetes cluster is unreachable.*: i\/o timeout/);
    });

    it("reports placeholders that the commands leave", async () => {
        const { problems } = await run({
            ...firstDeployment,
            run: (rehearsal) => followPages(rehearsal, "pulumi up --stack prod"),
        });
        assert.match(problems.join("\n"), /^the page leaves a placeholder: gatehouse:cluster.accessEntries.platform/);
    });
});

describe("the commands below a heading", () => {
    it("are those of its blocks, up to the next heading of its level", () => {
        assert.match(scriptOf("docs/teardown.md", "Tear it down"), /^pulumi destroy --stack prod$/m);
        const script = scriptOf("docs/operation.md", "First deployment");
        assert.match(script, /^pulumi login .*^npm run --silent conformance/ms);
        assert.ok(!script.includes("pulumi new"));
    });

    it("are missing", () => {
        assert.throws(() => scriptOf("docs/teardown.md", "Build it up"), /has no heading "Build it up"$/);
        assert.throws(() => scriptOf("docs/aws.md", "Outputs"), /has no commands below "Outputs"$/);
    });
});
