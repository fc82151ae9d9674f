import assert from "node:assert/strict";
import { execFile, execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { parse } from "yaml";
import { projectFolder } from "../../../../tools/cli/project/project";
import { findCli } from "../../../../tools/cloud-simulator/engine/find-cli";
import { TemporaryFolders } from "../../cloud-simulator/engine/temporary-folder";
import { startInstaller } from "./language-host";

const run = promisify(execFile);

describe("pulumi new", function () {
    this.timeout(20 * 60_000);

    const folders = new TemporaryFolders();
    afterEach(() => folders.removeAll());

    // Copies the files that a clone would have, including uncommitted ones.
    function makeTemplate(): string {
        const folder = folders.make();
        const list = ["ls-files", "-z", "--cached", "--others", "--exclude-standard"];
        const files = execFileSync("git", list, { cwd: projectFolder, encoding: "utf8" }).split("\0");
        for (const file of files.filter((name) => name !== "" && existsSync(join(projectFolder, name))))
            cpSync(join(projectFolder, file), join(folder, file));
        return folder;
    }

    it("creates a project with another name, which previews offline and complies with every rule", async () => {
        const { path } = await findCli();
        const target = join(folders.make(), "shop");
        const home = folders.make();
        mkdirSync(join(home, "state"));
        const installed: string[] = [];
        const host = await startInstaller((folder) => {
            installed.push(folder);
            symlinkSync(join(projectFolder, "node_modules"), join(folder, "node_modules"));
        });
        const env = {
            ...process.env,
            PULUMI_HOME: home,
            PULUMI_BACKEND_URL: `file://${join(home, "state")}`,
            PULUMI_CONFIG_PASSPHRASE: "test",
            PULUMI_SKIP_UPDATE_CHECK: "true",
            PULUMI_DEBUG_LANGUAGES: `nodejs:${host.port}`,
        };
        try {
            const flags = ["--name", "shop", "--stack", "dev", "--yes", "--offline", "--dir", target];
            const values = ["--config", "aws:region=us-west-2"];
            const { stdout } = await run(path, ["new", makeTemplate(), ...flags, ...values], { env });
            assert.match(stdout, /Your new project is ready to go!/);
            assert.match(stdout, /npm run preview\n.*\n +pulumi config set --path/);
            assert.deepEqual(installed, [target]);

            const project = parse(readFileSync(join(target, "Pulumi.yaml"), "utf8"));
            assert.equal(project.name, "shop");
            assert.equal(project.template, undefined);
            // The advice at the end of `pulumi new`, and a number as `pulumi config set` writes it.
            const advised = ["--path", "gatehouse:cluster.publicEndpointCidrs[0]", "198.51.100.7/32"];
            for (const setting of [advised, ["gatehouse:logRetentionDays", "90"]])
                await run(path, ["config", "set", "--stack", "dev", ...setting], { cwd: target, env });
            const { config } = parse(readFileSync(join(target, "Pulumi.dev.yaml"), "utf8"));
            assert.equal(config["aws:region"], "us-west-2");
            assert.equal(config["gatehouse:namespace"], "apis");
            assert.deepEqual(config["gatehouse:cluster"], {
                kubernetesVersion: "1.36",
                nodes: "auto",
                publicEndpointCidrs: ["198.51.100.7/32"],
            });

            const preview = await run(process.execPath, ["tools/cli/start.js", "preview", "--json"], {
                cwd: target,
                maxBuffer: 2 ** 26,
            });
            const { exitCode, resources, rules } = JSON.parse(preview.stdout);
            assert.equal(exitCode, 0);
            assert.ok(resources.length >= 60, String(resources.length));
            assert.ok(resources.every(({ urn }: { urn: string }) => urn.startsWith("urn:pulumi:dev::shop::")));
            for (const { id, findings } of rules) assert.deepEqual(findings, [], id);
        } finally {
            host.close();
        }
    });
});
