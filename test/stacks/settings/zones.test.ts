import assert from "node:assert/strict";
import { zonesOf } from "../../../stacks/settings/zones";
import { changed, problemsOf } from "./example";

describe("zonesOf", () => {
    it("knows the zones that a newer account sees", () => {
        const listed = (region: string) => zonesOf(region)?.filter((zone) => zone.isListed).length;
        assert.deepEqual(["us-west-1", "us-west-2", "us-east-1", "eu-central-1"].map(listed), [2, 4, 6, 3]);
        assert.equal(zonesOf("cn-north-1"), undefined);
        assert.equal(zonesOf("constructor"), undefined);
    });

    it("marks the zones that EKS does not accept", () => {
        const excluded = ["us-east-1", "us-west-1", "ca-central-1"].flatMap((region) =>
            (zonesOf(region) ?? []).filter((zone) => !zone.cluster).map(({ id }) => id),
        );
        assert.deepEqual(excluded, ["use1-az3", "usw1-az2"]);
    });
});

describe("The zones of a stack", () => {
    const problems = (zones: unknown, region: string) =>
        problemsOf(changed("network.availabilityZones", zones), region);

    for (const [region, most] of [
        ["us-west-1", 2],
        ["us-west-2", 4],
        ["us-east-1", 5],
        ["eu-central-1", 3],
    ] as const) {
        it(`are at most ${most} in ${region}`, () => {
            assert.deepEqual(problems(most, region), []);
            assert.deepEqual(problems(most + 1, region), [
                `gatehouse:network.availabilityZones: got ${most + 1}, want at most ${most}, as EKS accepts no more zones of ${region}`,
            ]);
        });
    }

    it("have names of the region", () => {
        assert.deepEqual(problems(["us-east-1a", "us-east-1f"], "us-east-1"), []);
        assert.deepEqual(problems(["us-east-1a", "us-east-2b"], "us-east-1"), [
            'gatehouse:network.availabilityZones.1: got "us-east-2b", want a zone of us-east-1: us-east-1a, us-east-1b, us-east-1c, us-east-1d, us-east-1e, us-east-1f',
        ]);
        assert.deepEqual(problems(["eu-central-1a", "eu-central-1d"], "eu-central-1").length, 1);
    });

    it("have ids of the region that EKS accepts", () => {
        assert.deepEqual(problems(["use1-az1", "us-east-1c"], "us-east-1"), []);
        assert.deepEqual(problems(["use1-az3", "use2-az1"], "us-east-1"), [
            'gatehouse:network.availabilityZones.0: got "use1-az3", want a zone that EKS accepts',
            'gatehouse:network.availabilityZones.1: got "use2-az1", want a zone of us-east-1: use1-az6, use1-az1, use1-az2, use1-az4, use1-az5',
        ]);
        assert.deepEqual(problems(["cnn1-az1", "cn-north-1b"], "cn-north-1"), []);
    });

    it("are not limited in a region that is not in the table, where a name must only begin with the region", () => {
        assert.deepEqual(problems(6, "cn-north-1"), []);
        assert.deepEqual(problems(["cn-north-1a", "cn-north-1d"], "cn-north-1"), []);
        assert.deepEqual(problems(["cn-north-1a", "cn-northwest-1b"], "cn-north-1"), [
            'gatehouse:network.availabilityZones.1: got "cn-northwest-1b", want a zone of cn-north-1',
        ]);
    });

    it("are counted for the size of their subnets, also by name", () => {
        const settings = changed("network", {
            cidrBlock: "10.20.0.0/24",
            availabilityZones: ["us-west-2a", "us-west-2b", "us-west-2c"],
        });
        assert.deepEqual(problemsOf(settings, "us-west-2"), [
            'gatehouse:network.cidrBlock: got "10.20.0.0/24", want a block from /16 to /23 for 3 zones',
        ]);
    });
});
