import assert from "node:assert/strict";
import { Pack } from "./engine";
import { recorded, recordings } from "./recordings";

describe("the components that most programs use", () => {
    for (const recording of recordings) {
        if (recording === "eks-default") continue;
        it(`break no rule: ${recording}`, async () => {
            const resources = recorded(recording);
            assert.ok(resources.length > 10);
            assert.deepEqual(await new Pack().preview(resources), []);
        });
    }

    it("leave the cluster's endpoint open to the world by default, and that alone is reported", async () => {
        const diagnostics = await new Pack().preview(recorded("eks-default"));
        assert.deepEqual(
            diagnostics.map(({ policy, urn }) => [policy, urn.split("::").at(-1)]),
            [["r1-private-aws", "main-eksCluster"]],
        );
    });
});
