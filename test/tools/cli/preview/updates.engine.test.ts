import assert from "node:assert/strict";
import { join } from "node:path";
import { program } from "../../../../stacks/program";
import { programEnvironment } from "../../../../tools/cli/project/program-environment";
import { projectName, readStack } from "../../../../tools/cli/project/project";
import { withRealValues } from "../../../../tools/cli/project/real-values";
import { withOfflineStack } from "../../../../tools/cloud-simulator/engine/offline-stack";
import type { StackConfig } from "../../../../tools/cloud-simulator/engine/stack-config";

const devConfig = withRealValues(readStack("dev").config);
const configs: Readonly<Record<string, StackConfig>> = {
    dev: devConfig,
    prod: withRealValues(readStack("prod").config),
    "dev with managed nodes": {
        ...devConfig,
        "gatehouse:cluster": { ...(devConfig["gatehouse:cluster"] as object), nodes: "managed" },
    },
};

describe("An update with the pack", function () {
    this.timeout(20 * 60_000);

    for (const [name, config] of Object.entries(configs)) {
        it(`of ${name} holds when everything is created, and when nothing changes`, async () => {
            await withOfflineStack(
                {
                    projectName,
                    stackName: "dev",
                    config,
                    program: async () => program(),
                    programEnvironment,
                    policyPacks: [join(process.cwd(), "policy")],
                },
                async (stack) => {
                    const made = await stack.up();
                    assert.ok(made.succeeded, made.error);
                    assert.deepEqual(Object.keys(made.changes), ["create"]);
                    const again = await stack.up();
                    assert.ok(again.succeeded, again.error);
                    assert.deepEqual(Object.keys(again.changes), ["same"]);
                },
            );
        });
    }
});
