import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { program } from "../../stacks/program";
import { programEnvironment } from "../../tools/cli/project/program-environment";
import { projectName, readStack } from "../../tools/cli/project/project";
import { withRealValues } from "../../tools/cli/project/real-values";
import { withOfflineEnvironment } from "../../tools/cloud-simulator/engine/offline-environment";
import { createOfflineStack, replaceConfig } from "../../tools/cloud-simulator/engine/offline-workspace";
import { fenced } from "./markdown";

const page = "docs/operation.md";
const tableType = "aws:dynamodb/table:Table";

/** The steps of the page from the restored table on, as a script that asks nothing. */
function adoption(): string {
    const block = fenced(page, "sh").find((text) => text.includes("restore-table-to-point-in-time")) ?? "";
    return block
        .split("\n")
        .filter((line) => !/^(aws|pulumi up) /.test(line))
        .map((line) => (line.startsWith("pulumi refresh ") ? `${line} --yes` : line))
        .join("\n");
}

describe("docs/operation.md", function () {
    this.timeout(10 * 60_000);

    it("puts a restored table into the stack, with its protection and the API's permission", async () => {
        const config = withRealValues(readStack("prod").config);
        await withOfflineEnvironment({ runsPrograms: false, programEnvironment }, async (offline) => {
            const args = { projectName, stackName: "prod", program: () => program() };
            const stack = await createOfflineStack(offline, { ...args, config });
            await replaceConfig(stack, config);
            const before = (await stack.up()).outputs.tableNames?.value.pictures;
            const { store } = offline.server.cloud;
            const lost = store.find(tableType, before);
            assert.ok(lost, before);

            // A restored table has the keys, the items and the encryption of the old one, and none of the other settings.
            const restored = "gatehouse-prod-pictures-20261129";
            const bare = {
                pointInTimeRecovery: { enabled: false },
                deletionProtectionEnabled: false,
                tags: {},
                tagsAll: {},
            };
            const named = JSON.parse(
                JSON.stringify({ inputs: lost.inputs, outputs: lost.outputs }).replaceAll(before, restored),
            );
            store.put({
                ...lost,
                id: restored,
                inputs: { ...named.inputs, ...bare },
                outputs: { ...named.outputs, ...bare },
            });

            const env = {
                ...process.env,
                ...offline.variables,
                PATH: `${join(offline.home.cliRoot, "bin")}:${process.env.PATH}`,
            };
            const options = { cwd: stack.workspace.workDir, env };
            await promisify(execFile)("bash", ["-euo", "pipefail", "-c", adoption()], options);

            const operations = new Set<string>();
            const { outputs } = await stack.up({
                onEvent: ({ resourcePreEvent }) => resourcePreEvent && operations.add(resourcePreEvent.metadata.op),
            });
            assert.equal(outputs.tableNames?.value.pictures, restored);
            assert.deepEqual([...operations].sort(), ["same", "update"]);
            const adopted = store.find(tableType, restored);
            assert.equal(adopted?.inputs.deletionProtectionEnabled, true);
            assert.deepEqual(adopted?.outputs.pointInTimeRecovery, { enabled: true });
            assert.ok(store.find(tableType, before), "the old table stays until it is deleted by hand");
            const uses = (type: string) =>
                store.ofType(type).filter(({ inputs }) => JSON.stringify(inputs).includes(restored));
            assert.equal(uses("kubernetes:apps/v1:Deployment").length, 1);
            assert.equal(uses("aws:iam/rolePolicy:RolePolicy").length, 1);
        });
    });
});
