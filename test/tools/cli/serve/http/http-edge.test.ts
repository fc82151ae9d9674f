import assert from "node:assert/strict";
import { mapValues } from "../../../../../infra/map-values";
import { readStack } from "../../../../../tools/cli/project/project";
import { withoutEdgeLine } from "../../../../../tools/cli/serve/edge/edge-places";
import { requireEdge } from "../../../../../tools/cli/serve/edge/local-edge";

describe("a distribution in front of an HTTP API", () => {
    const stack = readStack({ name: "edge", file: "stacks/examples/Pulumi.edge.yaml" });

    it("is rejected before the stack comes up, as only one in front of a REST API runs here", () => {
        assert.equal(requireEdge(stack), stack.settings.edge);
        const apis = mapValues(stack.settings.apis, (api) => ({ ...api, publishedBy: "http" as const }));
        assert.throws(() => requireEdge({ ...stack, settings: { ...stack.settings, apis } }), {
            message:
                '"--edge": got stack "edge", whose distribution is in front of an HTTP API, want one in front of a REST API, as no other runs here',
        });
    });

    it("is in a notice that does not propose --edge", () => {
        assert.match(withoutEdgeLine(true), /--edge/);
        assert.doesNotMatch(withoutEdgeLine(false), /--edge/);
    });
});
