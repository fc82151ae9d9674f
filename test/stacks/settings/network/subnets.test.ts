import assert from "node:assert/strict";
import { maxVpcPrefix, privateSubnetBlock } from "../../../../stacks/settings/network/subnets";
import { layOutSubnets } from "../../../../tools/cloud-simulator/components/subnet-layout";
import { changed, problemsOf } from "../example";

describe("maxVpcPrefix", () => {
    for (const [zones, prefix] of [
        [2, 24],
        [3, 23],
        [4, 23],
        [5, 22],
        [6, 22],
    ] as const) {
        it(`is /${prefix} for ${zones} zones, so that each private subnet is /26`, () => {
            assert.equal(maxVpcPrefix(zones), prefix);
        });
    }
});

describe("The blocks of private subnets", () => {
    const specs = [
        { type: "Public", tags: {} },
        { type: "Private", tags: {} },
    ];

    for (const mask of [undefined, 19, 20]) {
        it(`are those that awsx gives them with ${mask === undefined ? "no mask" : `a mask of ${mask}`}`, () => {
            for (const zones of [2, 3, 6]) {
                const names = Array.from({ length: zones }, (_, index) => `zone-${index}`);
                const expected = layOutSubnets("main", "10.20.0.0/16", names, specs, mask)
                    .filter(({ type }) => type === "Private")
                    .map(({ cidrBlock }) => cidrBlock);
                const settings = {
                    cidrBlock: "10.20.0.0/16",
                    availabilityZones: zones,
                    availabilityZoneCidrMask: mask,
                };
                assert.deepEqual(
                    names.map((_, index) => privateSubnetBlock(settings, index)),
                    expected,
                );
            }
        });
    }

    it("do not depend on the number of zones if their size is set", () => {
        const block = (availabilityZones: number) =>
            privateSubnetBlock({ cidrBlock: "10.20.0.0/16", availabilityZones, availabilityZoneCidrMask: 19 }, 1);
        assert.deepEqual([2, 3, 6].map(block), ["10.20.48.0/20", "10.20.48.0/20", "10.20.48.0/20"]);
    });
});

describe("The size of a zone's block", () => {
    const problems = (cidrBlock: string, availabilityZones: number, availabilityZoneCidrMask: number) =>
        problemsOf(changed("network", { cidrBlock, availabilityZones, availabilityZoneCidrMask }));

    it("leaves room for all zones", () => {
        assert.deepEqual(problems("10.20.0.0/16", 6, 19), []);
        assert.deepEqual(problems("10.20.0.0/16", 5, 18), [
            "gatehouse:network.availabilityZoneCidrMask: got 18, want at least 19, so that 5 zones fit into 10.20.0.0/16",
        ]);
        assert.deepEqual(problems("10.20.0.0/22", 2, 22), [
            "gatehouse:network.availabilityZoneCidrMask: got 22, want at least 23, so that 2 zones fit into 10.20.0.0/22",
        ]);
    });

    it("is from /17 to /25, so that a private subnet has 64 addresses", () => {
        assert.deepEqual(problems("10.20.0.0/24", 2, 25), []);
        assert.deepEqual(problems("10.20.0.0/16", 2, 26), [
            "gatehouse:network.availabilityZoneCidrMask: got 26, want an integer from 17 to 25",
        ]);
    });
});
