import assert from "node:assert/strict";
import { defaultSubnetSpecs, layOutSubnets } from "../../../../tools/cloud-simulator/components/subnet-layout";

describe("the layout of subnets", () => {
    const specs = [
        { type: "Public", tags: {} },
        { type: "Private", tags: {} },
    ];

    it("divides the block between two zones as awsx does", () => {
        const subnets = layOutSubnets("main", "10.0.0.0/16", ["a", "b"], specs);
        assert.deepEqual(
            subnets.map(({ resourceName, cidrBlock }) => [resourceName, cidrBlock]),
            [
                ["main-public-1", "10.0.0.0/18"],
                ["main-private-1", "10.0.64.0/18"],
                ["main-public-2", "10.0.128.0/18"],
                ["main-private-2", "10.0.192.0/18"],
            ],
        );
    });

    it("leaves room for a fourth zone if there are three", () => {
        const blocks = layOutSubnets("main", "10.0.0.0/16", ["a", "b", "c"], specs).map(({ cidrBlock }) => cidrBlock);
        assert.deepEqual(blocks, [
            "10.0.0.0/19",
            "10.0.32.0/19",
            "10.0.64.0/19",
            "10.0.96.0/19",
            "10.0.128.0/19",
            "10.0.160.0/19",
        ]);
    });

    it("aligns a larger subnet to its size", () => {
        const mixed = [
            { type: "Public", cidrMask: 24, tags: {} },
            { type: "Private", cidrMask: 20, tags: {} },
        ];
        const blocks = layOutSubnets("main", "10.0.0.0/16", ["a"], mixed).map(({ cidrBlock }) => cidrBlock);
        assert.deepEqual(blocks, ["10.0.0.0/24", "10.0.16.0/20"]);
    });

    it("makes the private subnet the larger one by default", () => {
        const masks = defaultSubnetSpecs("10.0.0.0/16", 2).map(({ type, cidrMask }) => [type, cidrMask]);
        assert.deepEqual(masks, [
            ["Private", 18],
            ["Public", 19],
        ]);
    });

    it("rejects subnets that do not fit", () => {
        const large = [{ type: "Private", cidrMask: 16, tags: {} }];
        assert.throws(() => layOutSubnets("main", "10.0.0.0/16", ["a", "b"], large), /too large for "10.0.0.0\/16"/);
    });
});
