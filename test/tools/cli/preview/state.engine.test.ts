import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { program } from "../../../../stacks/program";
import { previewCommand } from "../../../../tools/cli/preview/preview-command";
import { projectFolder, projectName, readStack } from "../../../../tools/cli/project/project";
import { withOfflineStack } from "../../../../tools/cloud-simulator/engine/offline-stack";

interface Printed {
    readonly version: number;
    readonly exitCode: number;
    readonly operations: Readonly<Record<string, number>>;
    readonly resources: readonly { readonly name: string; readonly type: string; readonly op: string }[];
}

describe("npm run preview -- --state", function () {
    this.timeout(20 * 60_000);

    // Only `app` and a stack file of the project.
    const folder = mkdtempSync(join(tmpdir(), "gatehouse-test-"));
    const state = join(folder, "export.json");
    const sample = readFileSync(join(projectFolder, "Pulumi.dev.yaml"), "utf8");
    const stackFile = sample.replace("[203.0.113.0/24]", "[18.184.7.7/32]");
    after(() => rmSync(folder, { recursive: true }));

    before(async () => {
        cpSync(join(projectFolder, "app"), join(folder, "app"), { recursive: true });
        writeFileSync(join(folder, "Pulumi.dev.yaml"), stackFile);
        const { config, placeholders: secretPaths } = readStack("dev", folder);
        const options = { projectName, stackName: "dev", config, secretPaths, program: async () => program(folder) };
        const exported = await withOfflineStack(options, async (stack) => {
            const { succeeded, error } = await stack.up();
            assert.ok(succeeded, error);
            return (await stack.exportState()).exported;
        });
        writeFileSync(state, JSON.stringify(exported), { mode: 0o600 });
    });

    /** Returns the output of the command for dev after an edit of its stack file. */
    async function preview(edit: (file: string) => string, ...flags: string[]): Promise<string> {
        writeFileSync(join(folder, "Pulumi.dev.yaml"), edit(stackFile));
        const { write } = process.stdout;
        let printed = "";
        process.stdout.write = (text: string | Uint8Array) => {
            printed += text;
            return true;
        };
        try {
            await previewCommand(["--state", state, ...flags], new AbortController().signal, folder);
        } finally {
            process.stdout.write = write;
        }
        return printed;
    }

    it("plans no changes without an edit", async () => {
        const { version, exitCode, operations } = JSON.parse(await preview((file) => file, "--json")) as Printed;
        assert.deepEqual([version, exitCode], [1, 0]);
        assert.deepEqual(Object.keys(operations), ["same"]);
    });

    it("plans only the updates of an edit", async () => {
        const edit = (file: string) => file.replace("ttlSeconds: 300", "ttlSeconds: 600");
        const { operations, resources } = JSON.parse(await preview(edit, "--json")) as Printed;
        assert.deepEqual(Object.keys(operations).sort(), ["same", "update"]);
        const updated = resources.filter(({ op }) => op === "update").map(({ type }) => type);
        // A component counts as updated if its arguments change.
        assert.deepEqual([...new Set(updated)].sort(), [
            "aws:apigateway/methodSettings:MethodSettings",
            "gatehouse:gateway:ApiStage",
            "gatehouse:gateway:Gateway",
        ]);
        const text = await preview(edit);
        assert.match(text, /~ aws:apigateway:MethodSettings .*\n/);
        assert.doesNotMatch(text, /^.*aws:ec2:Vpc/m);
        assert.match(text, /dev: \d+ (unchanged|to update), \d+ (unchanged|to update) · every rule holds \(strict\)/);
    });

    it("exits with 2 and one error for a file that is not a state", () => {
        const file = join(folder, "broken.json");
        writeFileSync(file, "{");
        const command = [join(projectFolder, "tools/cli/start.js"), "preview", "--state", file];
        const { status, stderr } = spawnSync(process.execPath, command, { encoding: "utf8" });
        assert.equal(status, 2);
        assert.equal(
            stderr,
            `"--state": "${file}": got a file that is not JSON, want a file written by \`pulumi stack export\`\n`,
        );
    });
});
