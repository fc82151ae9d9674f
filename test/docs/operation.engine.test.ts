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
import { textOf } from "./markdown";

describe("docs/operation.md", function () {
    this.timeout(20 * 60_000);

    it("rotates a client's key with two keys for a while, even with deletion protection", async () => {
        const config = withRealValues(readStack("prod").config);
        assert.equal(config["gatehouse:deletionProtection"], true);
        await withOfflineEnvironment({ runsPrograms: false, programEnvironment }, async (offline) => {
            const args = { projectName, stackName: "prod", program: async () => ({ ...(await program()) }) };
            const stack = await createOfflineStack(offline, { ...args, config });
            const deploy = async (clients: Readonly<Record<string, string>>) => {
                await replaceConfig(stack, { ...config, "gatehouse:clients": clients });
                const { outputs } = await stack.up();
                return outputs.apiKeyValues?.value;
            };
            const before = await deploy({ web: "standard" });
            const both = await deploy({ web: "standard", "web-2027": "standard" });
            assert.equal(both.web, before.web);
            assert.notEqual(both["web-2027"], both.web);

            // The rejection names the key, so that the page's command removes the protection of this key only.
            let rejection = "";
            await assert.rejects(deploy({ "web-2027": "standard" }), (error: Error) => {
                rejection = error.message;
                return true;
            });
            const urn = /urn:pulumi:prod::\S+ApiKey::web/.exec(rejection)?.[0];
            assert.ok(urn, rejection);
            assert.match(textOf("docs/operation.md"), /^pulumi state unprotect 'urn:\S+::web' --stack prod$/m);
            const env = { ...process.env, ...offline.variables };
            const cli = join(offline.home.cliRoot, "bin", "pulumi");
            const options = { cwd: stack.workspace.workDir, env };
            await promisify(execFile)(cli, ["state", "unprotect", urn, "--stack", "prod", "--yes"], options);
            assert.deepEqual(Object.keys(await deploy({ "web-2027": "standard" })), ["web-2027"]);
        });
    });
});
