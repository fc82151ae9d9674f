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

const repositoryType = "aws:ecr/repository:Repository";

describe("docs/images.md", function () {
    this.timeout(20 * 60_000);

    it("moves an API of prod from `build` to an image by digest, and retains the repository with its images", async () => {
        const config = withRealValues(readStack("prod").config);
        assert.equal(config["gatehouse:deletionProtection"], true);
        await withOfflineEnvironment({ runsPrograms: false, programEnvironment }, async (offline) => {
            const args = { projectName, stackName: "prod", program: () => program() };
            const stack = await createOfflineStack(offline, { ...args, config });
            await stack.up();
            const image = `270727272727.dkr.ecr.eu-central-1.amazonaws.com/gatehouse/books@sha256:${"0".repeat(64)}`;
            const { books, ...others } = config["gatehouse:apis"] as Record<string, object>;
            const apis = { ...others, books: { ...books, build: undefined, image } };
            await replaceConfig(stack, { ...config, "gatehouse:apis": JSON.parse(JSON.stringify(apis)) });

            // Each preview names one protected resource more than the page's command has released.
            const env = { ...process.env, ...offline.variables };
            const cli = join(offline.home.cliRoot, "bin", "pulumi");
            const options = { cwd: stack.workspace.workDir, env };
            assert.match(textOf("docs/images.md"), /^pulumi state unprotect 'urn:\S+::books' --stack prod$/m);
            const released: string[] = [];
            for (;;) {
                const rejection = await stack.preview().then(
                    () => "",
                    (error: Error) => error.message,
                );
                const urn = /urn:pulumi:prod::\S+::books(?=")/.exec(rejection)?.[0];
                if (urn === undefined) {
                    assert.equal(rejection, "");
                    break;
                }
                assert.ok(!released.includes(urn), rejection);
                released.push(urn);
                await promisify(execFile)(cli, ["state", "unprotect", urn, "--stack", "prod", "--yes"], options);
            }
            assert.deepEqual(released.map((urn) => urn.split("$").at(-1)).sort(), [
                "aws:ecr/lifecyclePolicy:LifecyclePolicy::books",
                "aws:ecr/repository:Repository::books",
                "awsx:ecr:Repository::books",
            ]);
            await stack.up();
            const { store } = offline.server.cloud;
            assert.ok(store.ofType(repositoryType).some(({ id }) => id === "gatehouse-prod/books"));
            const [deployment] = store
                .ofType("kubernetes:apps/v1:Deployment")
                .filter(({ urn }) => urn.endsWith("::books"));
            assert.ok(JSON.stringify(deployment?.inputs).includes(image));
        });
    });
});
