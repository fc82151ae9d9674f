import assert from "node:assert/strict";
import { discrepancies } from "../../../../tools/cli/rehearsal/inventory";

const role = (id: string) => ({ urn: "urn:role", type: "aws:iam/role:Role", id });
const bucket = { urn: "urn:bucket", type: "aws:s3/bucket:Bucket", id: "b1" };
const stack = { urn: "urn:stack", type: "pulumi:pulumi:Stack" };
const component = { urn: "urn:component", type: "gatehouse:x:Y" };
const none = new Set<string>();

describe("the comparison of clouds and state", () => {
    it("finds no difference if each URN has one resource, and ignores resources without an id", () => {
        const inState = [stack, component, role("r1"), bucket];
        assert.deepEqual(discrepancies({ inCloud: [role("r1"), bucket], inState, retained: none }), []);
    });

    it("finds a second resource of a URN that is missing from the state", () => {
        const inCloud = [role("r1"), role("r2"), bucket];
        assert.deepEqual(discrepancies({ inCloud, inState: [role("r2"), bucket], retained: none }), [
            "created twice: urn:role",
            "not in the state: urn:role",
        ]);
    });

    it("finds a resource that exists only in the state", () => {
        assert.deepEqual(discrepancies({ inCloud: [], inState: [bucket], retained: none }), [
            "in the state only: urn:bucket",
        ]);
    });

    it("ignores a resource that an earlier round retained, unless it is in the state", () => {
        const retained = new Set(["aws:iam/role:Role r1"]);
        assert.deepEqual(discrepancies({ inCloud: [role("r1"), role("r2")], inState: [role("r2")], retained }), []);
        assert.deepEqual(discrepancies({ inCloud: [role("r1")], inState: [role("r1")], retained }), []);
    });
});
