import assert from "node:assert/strict";
import { program } from "../../../../stacks/program";
import { projectName, readStack } from "../../../../tools/cli/project/project";
import { withSetting } from "../../../../tools/cli/rehearsal/settings-edit";
import { awsTypes } from "../../../../tools/cloud-simulator/aws/resource-types";
import { withOfflineStack } from "../../../../tools/cloud-simulator/engine/offline-stack";
import { documentation } from "../../../../tools/cloud-simulator/resources/resource-type";

describe("properties whose change replaces a resource", function () {
    // The first run on a new machine may have to build the engine.
    this.timeout(20 * 60_000);

    for (const [stackName, nodes] of [
        ["dev", "auto"],
        ["prod", "managed"],
    ] as const) {
        it(`were read from the provider's schema for every type that ${stackName} creates with ${nodes} nodes`, async () => {
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
            const unread = [...types].filter((type) => (awsTypes[type]?.source ?? documentation) === documentation);
            assert.deepEqual(unread.sort(), []);
        });
    }

    it("were read from a file of the provider, or from the documentation", () => {
        const sources = Object.values(awsTypes).map(({ source }) => source);
        const form = /^[a-z0-9]+\/\w+\.go$/;
        assert.deepEqual(
            sources.filter((source) => source !== documentation && !form.test(source)),
            [],
        );
    });
});
