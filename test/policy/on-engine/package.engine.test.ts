import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { quiet, withPlainProject } from "./plain-project";

const program = 'new (require("@pulumi/kubernetes")).core.v1.Service("shop", { spec: { type: "NodePort" } });\n';

describe("The package of the pack", function () {
    // The first run on a new machine may have to build the engine.
    this.timeout(20 * 60_000);

    it("has no sources, and checks a program by its folder in node_modules", async () => {
        await withPlainProject(program, {}, async ({ folder, pulumi }) => {
            const installed = join(folder, "node_modules/gatehouse-policy");
            installPackage(join(folder, "../policy"), installed);
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

// Packs a copy, because the script of the package writes into the pack's folder, which other tests read.
function installPackage(pack: string, folder: string): void {
    const destination = join(folder, "../..");
    const args = ["pack", "--ignore-scripts=false", "--silent", "--pack-destination", destination];
    const name = execFileSync("npm", args, { cwd: pack, encoding: "utf8" }).trim();
    mkdirSync(folder, { recursive: true });
    execFileSync("tar", ["-xzf", join(destination, name), "-C", folder, "--strip-components=1"]);
    assert.ok(!existsSync(join(pack, "pack.js")));
}
