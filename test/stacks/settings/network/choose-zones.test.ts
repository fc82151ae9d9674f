import assert from "node:assert/strict";
import { chooseZones, keepClusterSubnets } from "../../../../stacks/settings/network/choose-zones";
import { privateSubnetBlock } from "../../../../stacks/settings/network/subnets";
import { SettingsError } from "../../../../stacks/settings/problems";

// An account in which the letters are others than in a new one.
const listed = [
    { name: "us-east-1a", id: "use1-az1" },
    { name: "us-east-1b", id: "use1-az3" },
    { name: "us-east-1c", id: "use1-az2" },
    { name: "us-east-1d", id: "use1-az6" },
];
const list = "us-east-1a (use1-az1), us-east-1c (use1-az2), us-east-1d (use1-az6)";

describe("chooseZones", () => {
    it("takes the first zones that EKS accepts", () => {
        assert.deepEqual(chooseZones(2, listed), ["us-east-1a", "us-east-1c"]);
        assert.deepEqual(chooseZones(3, listed), ["us-east-1a", "us-east-1c", "us-east-1d"]);
        assert.deepEqual(
            problemsOf(() => chooseZones(4, listed)),
            [
                `gatehouse:network.availabilityZones: got 4, want at most 3, as EKS accepts no more zones of the account: ${list}`,
            ],
        );
    });

    it("takes zones by name or by id, in the order of the setting", () => {
        assert.deepEqual(chooseZones(["use1-az6", "us-east-1a"], listed), ["us-east-1d", "us-east-1a"]);
    });

    it("rejects at once every zone that the account lacks, that EKS rejects, or that is repeated", () => {
        assert.deepEqual(
            problemsOf(() => chooseZones(["us-east-1a", "us-east-1b", "us-east-1f", "use1-az1"], listed)),
            [
                `gatehouse:network.availabilityZones.1: got "us-east-1b", want a zone of the account that EKS accepts: ${list}`,
                `gatehouse:network.availabilityZones.2: got "us-east-1f", want a zone of the account that EKS accepts: ${list}`,
                'gatehouse:network.availabilityZones.3: got "use1-az1", want another zone, as us-east-1a is in the list already',
            ],
        );
    });
});

describe("keepClusterSubnets", () => {
    const settings = { cidrBlock: "10.20.0.0/16", availabilityZones: ["a", "b"], availabilityZoneCidrMask: 19 };
    const subnets = ["a", "b"].map((zone, position) => ({
        position,
        zone,
        cidrBlock: privateSubnetBlock(settings, position),
    }));

    it("accepts the same zones, more zones, and any zones without a cluster", () => {
        keepClusterSubnets(settings, ["a", "b"], subnets);
        keepClusterSubnets({ ...settings, availabilityZones: ["a", "b", "c"] }, ["a", "b", "c"], subnets);
        keepClusterSubnets(settings, ["c", "a"], []);
    });

    for (const zones of [["a"], ["b", "a"], ["c", "a", "b"], ["a", "c"]]) {
        it(`rejects the zones ${zones.join(", ")} of a cluster in a, b`, () => {
            const edited = { ...settings, availabilityZones: zones };
            const [problem = ""] = problemsOf(() => keepClusterSubnets(edited, zones, [...subnets].reverse()));
            const start = `gatehouse:network.availabilityZones: got "${zones.join(", ")}", want a, b first, in this order: the cluster is`;
            assert.ok(problem.startsWith(start), problem);
        });
    }

    it("rejects other blocks, as from another number of zones without a mask", () => {
        const without = { cidrBlock: "10.20.0.0/16", availabilityZones: 2 };
        const existing = [{ position: 0, zone: "a", cidrBlock: privateSubnetBlock(without, 0) }];
        keepClusterSubnets({ ...without, availabilityZoneCidrMask: 17 }, ["a", "b"], existing);
        for (const edited of [
            { ...without, availabilityZones: 3 },
            { ...without, availabilityZoneCidrMask: 19 },
            { ...without, cidrBlock: "10.30.0.0/16" },
        ]) {
            const [problem = ""] = problemsOf(() => keepClusterSubnets(edited, ["a", "b", "c"], existing));
            assert.match(
                problem,
                /^gatehouse:network: got 10\.\S+ for private subnet 1, want 10\.20\.64\.0\/18, which it has: /,
            );
        }
    });
});

function problemsOf(run: () => unknown): readonly string[] {
    try {
        run();
    } catch (error) {
        if (error instanceof SettingsError) return error.problems;
        throw error;
    }
    return [];
}
