import assert from "node:assert/strict";
import { quiet, withPlainProject } from "./plain-project";

const service = (type: string) =>
    `new (require("@pulumi/kubernetes")).core.v1.Service("shop", { spec: { type: "${type}" } });\n`;

const colourless = ["--non-interactive", "--color", "never"];

describe("pulumi policy analyze", function () {
    // The first run on a new machine may have to build the engine.
    this.timeout(20 * 60_000);

    it("passes for a state that keeps the rules", async () => {
        await withPlainProject(service("ClusterIP"), {}, async ({ pulumi }) => {
            const up = await pulumi("up", "--yes", "--skip-preview", ...quiet);
            assert.equal(up.exitCode, 0, up.output);
            const stack = ["--stack", "dev", "--policy-pack", "../policy"];
            for (const preset of [[], ["--policy-pack-config", "../policy/strict.json"]]) {
                const { exitCode, output } = await pulumi("policy", "analyze", ...colourless, ...stack, ...preset);
                assert.equal(exitCode, 0, output);
                assert.doesNotMatch(output, /\[(mandatory|advisory)\]/);
            }
        });
    });

    it("fails for a state that breaks a rule, and names the resource, the finding and the change", async () => {
        await withPlainProject(service("NodePort"), {}, async ({ pulumi }) => {
            const up = await pulumi("up", "--yes", "--skip-preview", ...quiet);
            assert.equal(up.exitCode, 0, up.output);
            const stack = ["--stack", "dev", "--policy-pack", "../policy"];
            const { exitCode, output } = await pulumi("policy", "analyze", ...colourless, ...stack);
            assert.notEqual(exitCode, 0, output);
            assert.match(output, /\[mandatory\].*r1-private-kubernetes.*\(kubernetes:core\/v1:Service: shop\)/);
            assert.match(output, /R1: No Kubernetes object exposes an API to a public network\./);
            assert.match(output, /Change: set spec\.type to "ClusterIP"/);
        });
    });
});
