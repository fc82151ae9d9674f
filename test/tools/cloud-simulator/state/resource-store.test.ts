import assert from "node:assert/strict";
import { ResourceStore } from "../../../../tools/cloud-simulator/state/resource-store";

describe("The store of the simulated cloud", () => {
    it("removes a resource that an alias has renamed since it was created", () => {
        const store = new ResourceStore();
        const type = "aws:eks/accessEntry:AccessEntry";
        const urn = (name: string) => `urn:pulumi:prod::gatehouse::gatehouse:cluster:Cluster$${type}::${name}`;
        const entry = { type, id: "cluster:role", inputs: {}, outputs: {} };
        store.put({ ...entry, urn: urn("former") });
        store.put({ ...entry, urn: urn("other"), id: "cluster:other" });
        store.remove({ ...entry, urn: urn("renamed") });
        assert.deepEqual(
            store.all().map(({ urn }) => urn),
            [urn("other")],
        );
    });
});
