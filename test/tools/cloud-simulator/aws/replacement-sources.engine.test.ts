import assert from "node:assert/strict";
import { program } from "../../../../stacks/program";
import { projectName, readStack } from "../../../../tools/cli/project/project";
import { withSetting } from "../../../../tools/cli/rehearsal/settings-edit";
import { replacementSources } from "../../../../tools/cloud-simulator/aws/replacement-sources";
import { awsTypes } from "../../../../tools/cloud-simulator/aws/resource-types";
import { withOfflineStack } from "../../../../tools/cloud-simulator/engine/offline-stack";

describe("what replaces a resource", function () {
    // The first run on a new machine may have to build the engine.
    this.timeout(20 * 60_000);

    for (const [stackName, nodes] of [
        ["dev", "auto"],
        ["prod", "managed"],
    ] as const) {
        it(`was read from the provider's schema for every type that ${stackName} makes with ${nodes} nodes`, async () => {
            const stack = readStack(stackName);
            const types = new Set<string>();
            const options = {
                projectName,
                stackName,
                config: withSetting(stack.config, ["gatehouse:cluster", "nodes"], nodes),
                secretPaths: stack.placeholders,
                program: async () => program(),
                onEvent: ({ resourcePreEvent }: { resourcePreEvent?: { metadata: { type: string } } }) => {
                    if (resourcePreEvent?.metadata.type.startsWith("aws:")) types.add(resourcePreEvent.metadata.type);
                },
            };
            const { error } = await withOfflineStack(options, (offline) => offline.preview());
            assert.equal(error, undefined);
            assert.ok(types.size > 20, `${types.size} types`);
            assert.deepEqual([...types].filter((type) => !(type in replacementSources)).sort(), []);
        });
    }

    it("has a source for types that are simulated only", () => {
        assert.deepEqual(
            Object.keys(replacementSources).filter((type) => !(type in awsTypes)),
            [],
        );
    });
});
