import assert from "node:assert/strict";
import { program } from "../../stacks/program";
import { placeholderProblems } from "../../stacks/settings/placeholders";
import { projectName, readStack } from "../../tools/cli/project/project";
import { valuesIn } from "../../tools/cli/project/stack-file";
import { withOfflineStack } from "../../tools/cloud-simulator/engine/offline-stack";

describe("the placeholders of the sample stacks", function () {
    this.timeout(20 * 60_000);

    for (const stackName of ["dev", "prod"])
        it(`are rejected by up before any change, all at once: ${stackName}`, async () => {
            const { config } = readStack(stackName);
            const output: string[] = [];
            await withOfflineStack(
                {
                    projectName,
                    stackName,
                    config,
                    program: async () => program(),
                    onOutput: (text) => output.push(text),
                },
                async (stack) => {
                    assert.equal((await stack.up()).succeeded, false);
                    assert.deepEqual(stack.cloud.store.all(), []);
                },
            );
            const problems = placeholderProblems(valuesIn("gatehouse", config));
            assert.notDeepEqual(problems, []);
            for (const problem of problems)
                assert.ok(output.join("").includes(problem), `${problem}\n${output.join("")}`);
        });
});
