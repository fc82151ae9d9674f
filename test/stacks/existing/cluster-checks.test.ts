import assert from "node:assert/strict";
import { clusterProblems, clusterWarnings } from "../../../stacks/existing/cluster-checks";
import type { ClusterFacts } from "../../../stacks/existing/cluster-facts";

const auto = { name: "shared", nodes: "auto", architecture: "amd64" } as const;
const managed = { ...auto, nodes: "managed" } as const;
const facts: ClusterFacts = {
    ...{ status: "ACTIVE", version: "1.36", vpcId: "vpc-1", endpoint: "https://x", certificateAuthority: "Y2E=" },
    ...{
        securityGroupId: "sg-1",
        isAutoMode: true,
        ipFamily: "ipv4",
        hasPublicEndpoint: true,
        addOns: new Map([["metrics-server", ""]]),
    },
};

function problems(changes: Partial<ClusterFacts> | undefined, names = ["shared"]) {
    const cluster = changes && { ...facts, ...changes };
    return clusterProblems(auto, "vpc-1", { region: "eu-central-1", names, cluster });
}

describe("the checks of an existing cluster", () => {
    it("accept an active one in the VPC, in Auto Mode and with other nodes", () => {
        assert.deepEqual(problems({}), []);
        const other = { region: "eu-central-1", names: ["shared"], cluster: { ...facts, isAutoMode: false } };
        assert.deepEqual(clusterProblems(managed, "vpc-1", other), []);
    });

    it("reject a cluster that does not exist, with the names of those that do", () => {
        assert.deepEqual(problems(undefined, ["tools", "main"]), [
            'gatehouse:cluster.name: got "shared", want the name of an EKS cluster in eu-central-1: main, tools',
        ]);
        assert.deepEqual(problems(undefined, []), [
            'gatehouse:cluster.name: got "shared", want the name of an EKS cluster in eu-central-1, which has none',
        ]);
    });

    const rejected: readonly [changes: Partial<ClusterFacts>, problem: string][] = [
        [{ status: "CREATING" }, "a cluster that is ACTIVE; its status is CREATING"],
        [{ vpcId: "vpc-2" }, "a cluster in vpc-1, as network.vpcId says; it is in vpc-2"],
        [{ ipFamily: "ipv6" }, "a cluster whose pods have IPv4 addresses, not ipv6"],
        [{ version: "1.9" }, "a cluster with Kubernetes 1.32 or newer; it has 1.9"],
    ];
    for (const [changes, want] of rejected)
        it(`reject one with ${JSON.stringify(changes)}`, () => {
            assert.deepEqual(problems(changes), [`gatehouse:cluster.name: got "shared", want ${want}`]);
        });

    it("accept a version that is newer than every known one", () => {
        assert.deepEqual(problems({ version: "2.0" }), []);
        assert.deepEqual(problems({ version: "1.99" }), []);
    });

    it("reject the other kind of nodes", () => {
        assert.deepEqual(problems({ isAutoMode: false }), [
            'gatehouse:cluster.nodes: got "auto", want managed: cluster "shared" is not in EKS Auto Mode',
        ]);
    });

    it("warn of add-ons that pods need and the nodes do not have built in", () => {
        const warned = (settings: typeof auto | typeof managed, addOns: [string, string][], hasIdentities: boolean) =>
            clusterWarnings(settings, { ...facts, addOns: new Map(addOns) }, hasIdentities).map(
                (text) => /add-on (\S+?)[: ]/.exec(text)?.[1],
            );
        assert.deepEqual(warned(auto, [], true), ["metrics-server"]);
        assert.deepEqual(warned(managed, [], true), ["metrics-server", "eks-pod-identity-agent", "vpc-cni"]);
        assert.deepEqual(warned(managed, [], false), ["metrics-server", "vpc-cni"]);
        const enforcing = ['{"enableNetworkPolicy":"true"}', "enableNetworkPolicy: true"];
        for (const configuration of enforcing)
            assert.deepEqual(
                warned(
                    managed,
                    [
                        ["metrics-server", ""],
                        ["vpc-cni", configuration],
                    ],
                    false,
                ),
                [],
            );
        assert.deepEqual(
            warned(
                managed,
                [
                    ["metrics-server", ""],
                    ["vpc-cni", '{"enableNetworkPolicy":"false"}'],
                ],
                false,
            ),
            ["vpc-cni"],
        );
    });

    it("warn of an API server that only the VPC reaches", () => {
        const [warning = ""] = clusterWarnings(auto, { ...facts, hasPublicEndpoint: false }, false);
        assert.match(warning, /no public endpoint/);
    });
});
