import assert from "node:assert/strict";
import { previewPlain } from "./plain-project";

const program = 'new (require("@pulumi/kubernetes")).core.v1.Service("shop", { spec: { type: "NodePort" } });\n';
const policy = "r1-private-kubernetes";

describe("The level of a policy in the configuration", function () {
    // The first run on a new machine may have to build the engine.
    this.timeout(20 * 60_000);

    it("advisory warns and lets the preview pass, for one policy and for all", async () => {
        for (const packConfig of [
            { [policy]: "advisory" },
            { [policy]: { enforcementLevel: "advisory" } },
            { all: "advisory" },
        ]) {
            const { exitCode, output } = await previewPlain(program, { packConfig });
            assert.equal(exitCode, 0, output);
            assert.match(output, /\[advisory\].*r1-private-kubernetes.*\(kubernetes:core\/v1:Service: shop\)/);
        }
    });

    it("disabled is silent", async () => {
        const { exitCode, output } = await previewPlain(program, { packConfig: { [policy]: "disabled" } });
        assert.equal(exitCode, 0, output);
        assert.doesNotMatch(output, /r1-private-kubernetes|NodePort/);
    });

    it("all and a policy of its rule: the policy decides", async () => {
        const packConfig = { all: "disabled", [policy]: "mandatory" };
        const { exitCode, output } = await previewPlain(program, { packConfig });
        assert.notEqual(exitCode, 0, output);
        assert.match(output, /\[mandatory\].*r1-private-kubernetes/);
    });
});
