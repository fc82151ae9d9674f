import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { appendFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { cloudCommand, serveCloud } from "../../../../tools/cli/cloud/cloud-command";
import { projectFolder, projectName } from "../../../../tools/cli/project/project";
import { writeProject } from "../../cloud-simulator/engine/sample-project";
import { TemporaryFolders } from "../../cloud-simulator/engine/temporary-folder";

describe("npm run cloud", function () {
    // The first run on a new machine may have to build the engine.
    this.timeout(20 * 60_000);

    const folders = new TemporaryFolders();
    afterEach(() => folders.removeAll());

    it("prints the environment for an offline `pulumi`, until it is stopped", async () => {
        const projectFolder = folders.make();
        writeProject(projectFolder, { main: "program" });
        appendFileSync(join(projectFolder, "Pulumi.dev.yaml"), "  shop:token:\n    secure: v1:abc:def\n");
        const before = readFileSync(join(projectFolder, "Pulumi.dev.yaml"), "utf8");
        const stop = new AbortController();
        const output: string[] = [];
        let home = "";
        await serveCloud({
            projectName: "shop",
            projectFolder,
            stackNames: ["dev"],
            signal: stop.signal,
            onProgress: (line) => output.push(line),
            write: (text) => {
                home = /PULUMI_HOME='([^']+)'/.exec(text)?.[1] ?? "";
                shell(text.replace("--policy-pack policy --policy-pack-config policy/strict.json ", ""), projectFolder)
                    .then((text) => output.push(text))
                    .catch((error: Error) => output.push(error.message))
                    .finally(() => stop.abort());
            },
        });
        assert.match(output.join("\n"), /dev: "shop:token" cannot be decrypted here/);
        assert.match(output.join("\n"), /greeting: "from the file from the program"/);
        assert.match(output.join("\n"), /\+ 1 to create/);
        assert.equal(readFileSync(join(projectFolder, "Pulumi.dev.yaml"), "utf8"), before);
        assert.deepEqual(readdirSync(projectFolder).sort(), [
            "Pulumi.dev.yaml",
            "Pulumi.yaml",
            "node_modules",
            "program",
        ]);
        assert.match(home, /home$/);
        assert.equal(existsSync(home), false);
    });

    it("prints commands that preview the real project with the pack, without an edit", async () => {
        const stop = new AbortController();
        let output = "";
        await serveCloud({
            projectName,
            projectFolder,
            stackNames: ["dev"],
            signal: stop.signal,
            onProgress: () => {},
            write: (text) => {
                shell(text, projectFolder)
                    .then((text) => {
                        output = text;
                    })
                    .catch((error: Error) => {
                        output = error.message;
                    })
                    .finally(() => stop.abort());
            },
        });
        assert.match(output, /Policies:\s+\S+ gatehouse@v\S+ \(local: policy\)/);
        assert.match(output, /Resources:\s+\+ \d\d+ to create/);
    });

    it("rejects a stack file that is not YAML, by name", async () => {
        const folder = folders.make();
        writeFileSync(join(folder, "Pulumi.dev.yaml"), "config: [");
        const options = {
            projectName: "shop",
            projectFolder: folder,
            stackNames: ["dev"],
            write: () => {},
            onProgress: () => {},
        };
        await assert.rejects(
            serveCloud({ ...options, signal: new AbortController().signal }),
            /"Pulumi.dev.yaml" line 1: got .*, want YAML/,
        );
    });

    it("rejects unknown flags", async () => {
        await assert.rejects(cloudCommand(["--stack", "dev"], AbortSignal.abort()), /"--stack": got an unknown flag/);
    });
});

async function shell(script: string, cwd: string): Promise<string> {
    const { stdout, stderr } = await promisify(execFile)("/bin/sh", ["-e", "-c", script], { cwd });
    return `${stdout}\n${stderr}`;
}
