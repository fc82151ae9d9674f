import assert from "node:assert/strict";
import { join } from "node:path";
import { withOfflineStack } from "../../../local/engine/offline-stack";
import type { StackConfig } from "../../../local/engine/stack-config";
import { projectName, readStack } from "../../../local/project/project";
import { program } from "../../../stacks/program";

const devConfig = readStack("dev").config;
const configs: Readonly<Record<string, StackConfig>> = {
    dev: devConfig,
    prod: readStack("prod").config,
    "dev with managed nodes": {
        ...devConfig,
        "gatehouse:cluster": { ...(devConfig["gatehouse:cluster"] as object), nodes: "managed" },
    },
};

describe("An update with the pack", function () {
    this.timeout(20 * 60_000);

    for (const [name, config] of Object.entries(configs)) {
        it(`of ${name} holds when everything is made, and when nothing changes`, async () => {
            await withOfflineStack(
                {
                    projectName,
                    stackName: "dev",
                    config,
                    program: async () => program(),
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
