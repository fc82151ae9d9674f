import assert from "node:assert/strict";
import { discrepancies } from "../../../../tools/cli/rehearsal/inventory";

const role = (id: string) => ({ urn: "urn:role", type: "aws:iam/role:Role", id });
const bucket = { urn: "urn:bucket", type: "aws:s3/bucket:Bucket", id: "b1" };
const stack = { urn: "urn:stack", type: "pulumi:pulumi:Stack" };
const component = { urn: "urn:component", type: "gatehouse:x:Y" };
const none = new Set<string>();

describe("the inventory of clouds and state", () => {
    it("tallies where each URN has one resource, whatever has no id", () => {
        const inState = [stack, component, role("r1"), bucket];
        assert.deepEqual(discrepancies({ inCloud: [role("r1"), bucket], inState, retained: none }), []);
    });

    it("finds a second resource under a URN, and that the state has lost one", () => {
        const inCloud = [role("r1"), role("r2"), bucket];
        assert.deepEqual(discrepancies({ inCloud, inState: [role("r2"), bucket], retained: none }), [
            "made twice: urn:role",
            "lost: urn:role",
        ]);
    });

    it("finds what only the state has", () => {
        assert.deepEqual(discrepancies({ inCloud: [], inState: [bucket], retained: none }), [
            "in the state only: urn:bucket",
        ]);
    });

    it("leaves alone what an earlier round left on purpose, unless this one has it", () => {
        const retained = new Set(["aws:iam/role:Role r1"]);
        assert.deepEqual(discrepancies({ inCloud: [role("r1"), role("r2")], inState: [role("r2")], retained }), []);
        assert.deepEqual(discrepancies({ inCloud: [role("r1")], inState: [role("r1")], retained }), []);
    });
});
