import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import { program } from "../../../../stacks/program";
import { runPreview } from "../../../../tools/cli/preview/run-preview";
import { projectName, readStack } from "../../../../tools/cli/project/project";
import { readStateFile } from "../../../../tools/cli/project/state-file";
import { releaseCommand } from "../../../../tools/cli/release/release-command";
import { bringUp, requireRestApi } from "../../../../tools/cli/serve/bring-up";
import { type OfflineStack, withOfflineStack } from "../../../../tools/cloud-simulator/engine/offline-stack";
import { functionConfig, stackName, writeFunctionProject } from "../../../stacks/lambda/project";
import { silent } from "../../../stacks/rehearsed-stack";
import { TemporaryFolders } from "../../cloud-simulator/engine/temporary-folder";

const stageType = "aws:apigateway/stage:Stage";
const deploymentType = "aws:apigateway/deployment:Deployment";

describe("npm run release, with a deployed stack", function () {
    this.timeout(20 * 60_000);
    const folders = new TemporaryFolders();
    const folder = folders.make();
    const stackFile = join(folder, `Pulumi.${stackName}.yaml`);
    const document = join(folder, "app/quotes/openapi.yaml");
    const state = join(folder, "state.json");
    after(() => folders.removeAll());

    async function release(...argv: string[]): Promise<string> {
        let written = "";
        const options = { folder, write: (text: string) => (written += text) };
        const all = [...argv, "--stack", stackName, "--state", state];
        assert.equal(await releaseCommand(all, new AbortController().signal, options), 0);
        return written;
    }

    async function up(stack: OfflineStack): Promise<void> {
        await stack.configure(readStack(stackName, folder).config);
        const { succeeded, error } = await stack.up();
        assert.ok(succeeded, error);
        const { exported } = await stack.exportState();
        writeFileSync(state, JSON.stringify(exported));
    }

    const stageOf = (stack: OfflineStack, name: string) => {
        const { store } = stack.cloud;
        const { outputs } = store.ofType(stageType).find(({ inputs }) => inputs.stageName === name) ?? {};
        const captured = (id: unknown) => store.find(deploymentType, String(id))?.snapshot ?? "";
        const canary = outputs?.canarySettings as { deploymentId: string; percentTraffic: number } | undefined;
        return {
            serves: captured(outputs?.deployment).includes("/quotes/added"),
            canary: canary && {
                percent: canary.percentTraffic,
                serves: captured(canary.deploymentId).includes("/quotes/added"),
            },
        };
    };

    it("pins, shares, promotes and rolls back what a stage serves, and the rules hold at each step", async () => {
        writeFunctionProject(folder);
        writeFileSync(stackFile, `# The stack.\n${stringify({ config: functionConfig })}`);
        const options = { projectName, stackName, config: functionConfig, program: () => program(folder) };
        await withOfflineStack(options, async (stack) => {
            await up(stack);
            const before = await release("status");
            assert.match(before, /^Test: serves snapshot [0-9a-f]{12}\n {2}settings: follows the newest body\nLive: /);

            const text = readFileSync(document, "utf8");
            const added =
                "  /added:\n    get:\n      operationId: added\n      responses: { '204': { description: Nothing. } }\n";
            writeFileSync(document, text.replace(/^paths:\n/m, `paths:\n${added}`));
            const dry = await release("canary", "20", "--stage", "Live", "--dry-run");
            assert.match(
                dry,
                /^Operations of the newest body, compared with snapshot [0-9a-f]{12}:\n {2}added {4}GET \/quotes\/added\n/m,
            );
            assert.equal(existsSync(join(folder, "snapshots")), false);
            assert.equal(await release("canary", "20", "--stage", "Live"), dry);
            assert.match(readFileSync(stackFile, "utf8"), /^# The stack\.\n/);

            await up(stack);
            assert.deepEqual(stageOf(stack, "Test"), { serves: true, canary: undefined });
            assert.deepEqual(stageOf(stack, "Live"), { serves: false, canary: { percent: 20, serves: true } });
            const preview = await runPreview({
                stack: readStack(stackName, folder),
                state: readStateFile(state, stackName),
                program: async () => program(folder),
            });
            assert.deepEqual(preview.errors, []);
            assert.deepEqual(
                preview.rules.flatMap(({ findings }) => findings),
                [],
            );
            const changed = preview.resources.filter(({ op }) => op !== "same").map(({ op, type }) => `${op} ${type}`);
            assert.deepEqual(changed, []);

            const { signal } = new AbortController();
            const api = requireRestApi(await bringUp(readStack(stackName, folder), folder, silent, signal));
            const { snapshot = "", canary } = api.stages.Live ?? {};
            assert.equal(
                api.snapshots?.[snapshot]?.operations.some(({ path }) => path === "/quotes/added"),
                false,
            );
            assert.equal(canary?.snapshot, api.stages.Test?.snapshot);

            assert.match(await release("promote", "--stage", "Live"), /every request of stage "Live" goes to snapshot/);
            await up(stack);
            assert.deepEqual(stageOf(stack, "Live"), { serves: true, canary: undefined });

            await release("rollback", "--stage", "Live");
            await up(stack);
            assert.deepEqual(stageOf(stack, "Live"), { serves: false, canary: undefined });
            assert.equal(readdirSync(join(folder, "snapshots", stackName)).length, 2);

            await release("promote", "--from", "Test", "--stage", "Live");
            await up(stack);
            assert.deepEqual(stageOf(stack, "Live"), { serves: true, canary: undefined });
        });
    });

    it("does not create a kept snapshot again in a new stack", async () => {
        const { config } = readStack(stackName, folder);
        const options = { projectName, stackName, config, program: () => program(folder) };
        await withOfflineStack(options, async (stack) => {
            const { succeeded, error = "" } = await stack.up();
            assert.equal(succeeded, false);
            assert.match(error, /snapshot "[0-9a-f]{12}" no longer exists at API Gateway/);
        });
    });

    it("rejects a changed file of a snapshot, and one that is missing", () => {
        const [file = ""] = readdirSync(join(folder, "snapshots", stackName));
        const path = join(folder, "snapshots", stackName, file);
        const text = readFileSync(path, "utf8");
        writeFileSync(path, text.replace("api_key", "other_key"));
        assert.throws(
            () => readStack(stackName, folder),
            /got the text of snapshot "[0-9a-f]{12}", want that of "[0-9a-f]{12}"/,
        );
        writeFileSync(path, text);
    });
});
