import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { projectFolder } from "../../../tools/cli/project/project";
import { quiet, withPlainProject } from "./plain-project";

const program = 'new (require("@pulumi/kubernetes")).core.v1.Service("shop", { spec: { type: "NodePort" } });\n';

describe("The package of the pack", function () {
    // The first run on a new machine may have to build the engine.
    this.timeout(20 * 60_000);

    it("has no sources, and checks a program by its folder in node_modules", async () => {
        await withPlainProject(program, {}, async ({ folder, pulumi }) => {
            const installed = join(folder, "node_modules/gatehouse-policy");
            installPackage(installed);
            for (const file of ["PulumiPolicy.yaml", "README.md", "LICENSE", "pack.js", "standard.json", "strict.json"])
                assert.ok(existsSync(join(installed, file)), file);
            for (const file of ["index.ts", "rules", "node_modules"])
                assert.ok(!existsSync(join(installed, file)), file);
            const pack = ["--policy-pack", "node_modules/gatehouse-policy"];
            const strict = ["--policy-pack-config", "node_modules/gatehouse-policy/strict.json"];
            for (const flags of [pack, [...pack, ...strict]]) {
                const { exitCode, output } = await pulumi("preview", ...quiet, ...flags);
                assert.notEqual(exitCode, 0, output);
                assert.match(output, /\[mandatory\].*r1-private-kubernetes.*\(kubernetes:core\/v1:Service: shop\)/);
                assert.match(output, /R1: No Kubernetes object exposes an API to a public network\./);
            }
        });
    });
});

// Its dependencies are those of this project, further up, so that nothing is downloaded.
function installPackage(folder: string): void {
    const pack = [
        "pack",
        "./policy",
        "--ignore-scripts=false",
        "--silent",
        "--pack-destination",
        join(folder, "../.."),
    ];
    const name = execFileSync("npm", pack, { cwd: projectFolder, encoding: "utf8" }).trim();
    mkdirSync(folder, { recursive: true });
    execFileSync("tar", ["-xzf", join(folder, "../..", name), "-C", folder, "--strip-components=1"]);
    assert.ok(!existsSync(join(projectFolder, "policy/pack.js")));
}
