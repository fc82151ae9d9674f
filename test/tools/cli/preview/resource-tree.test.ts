import assert from "node:assert/strict";
import type { PreviewedResource } from "../../../../tools/cli/preview/preview-result";
import { countOperations, resourceTree, shortType } from "../../../../tools/cli/preview/resource-tree";

const resource = (urn: string, op: string, parent?: string): PreviewedResource => ({
    urn,
    type: "aws:ec2/vpc:Vpc",
    name: urn,
    op,
    ...(parent !== undefined && { parent }),
});

describe("resourceTree", () => {
    it("draws children below their parent, in the order of their names", () => {
        const tree = resourceTree([
            resource("root", "create"),
            resource("b", "update", "root"),
            resource("a", "create", "root"),
            resource("a1", "delete", "a"),
            resource("b1", "read", "b"),
        ]);
        assert.deepEqual(tree, [
            "+ aws:ec2:Vpc root",
            "├─ + aws:ec2:Vpc a",
            "│  └─ - aws:ec2:Vpc a1",
            "└─ ~ aws:ec2:Vpc b",
            "   └─ < aws:ec2:Vpc b1",
        ]);
    });

    it("omits unchanged resources, except the parents of a change", () => {
        const tree = resourceTree([
            resource("root", "same"),
            resource("a", "same", "root"),
            resource("a1", "replace", "a"),
            resource("b", "same", "root"),
        ]);
        assert.deepEqual(tree, ["  aws:ec2:Vpc root", "└─   aws:ec2:Vpc a", "   └─ ± aws:ec2:Vpc a1"]);
    });

    it("draws a resource whose parent is not shown as a root", () => {
        assert.deepEqual(resourceTree([resource("a", "create", "gone")]), ["+ aws:ec2:Vpc a"]);
    });
});

describe("shortType", () => {
    for (const [type, short] of [
        ["aws:ec2/vpc:Vpc", "aws:ec2:Vpc"],
        ["kubernetes:core/v1:Service", "kubernetes:core/v1:Service"],
        ["kubernetes:networking.k8s.io/v1:NetworkPolicy", "kubernetes:networking.k8s.io/v1:NetworkPolicy"],
        ["eks:index:Cluster", "eks:index:Cluster"],
    ] as const) {
        it(`writes ${type} as ${short}`, () => assert.equal(shortType(type), short));
    }
});

describe("countOperations", () => {
    it("counts each operation", () => {
        const resources = ["create", "create", "same", "update"].map((op, index) => resource(String(index), op));
        assert.equal(countOperations(resources), "2 to create, 1 unchanged, 1 to update");
    });
});
