import assert from "node:assert/strict";
import { parseSettings } from "../../../stacks/settings/parse-settings";
import { settingsWarnings } from "../../../stacks/settings/warnings";
import { problemsOf, validSettings } from "./example";

const network = {
    vpcId: "vpc-0a1b2c3d4e5f67890",
    privateSubnetIds: ["subnet-0a1b2c3d4e5f67891", "subnet-0a1b2c3d4e5f67892"],
};
const adopted = { ...validSettings, namespace: "shop", network, cluster: { name: "shared" } };

describe("the settings of existing resources", () => {
    it("take a VPC with its subnets, a cluster with its defaults, and an ECS cluster", () => {
        const settings = parseSettings({ ...adopted, fargate: { clusterName: "shared" } });
        assert.deepEqual(settings.network, network);
        assert.deepEqual(settings.cluster, { name: "shared", nodes: "auto", architecture: "amd64" });
        assert.deepEqual(settings.fargate, { clusterName: "shared", executeCommand: false });
        assert.deepEqual(settingsWarnings(adopted, settings, "2026-11-29"), []);
    });

    it("take an existing VPC with a cluster that the stack creates", () => {
        assert.deepEqual(problemsOf({ ...validSettings, network }), []);
    });

    it("reject keys of a resource that the stack creates, all at once", () => {
        const problems = problemsOf({
            ...adopted,
            network: { ...network, cidrBlock: "10.20.0.0/16" },
            cluster: { name: "shared", kubernetesVersion: "1.36", accessEntries: {} },
        });
        assert.deepEqual(problems, [
            'gatehouse:network.cidrBlock: got "10.20.0.0/16", want no such key on an existing VPC: remove cidrBlock, or vpcId to create one',
            'gatehouse:cluster.kubernetesVersion: got "1.36", want no such key on an existing cluster: remove kubernetesVersion, or name to create one',
            "gatehouse:cluster.accessEntries: got an empty map, want no such key on an existing cluster: remove accessEntries, or name to create one",
        ]);
    });

    it("recognise an existing VPC by any of its keys, so that a mistake in another one is reported", () => {
        const { vpcId, privateSubnetIds } = network;
        assert.deepEqual(problemsOf({ ...adopted, network: { privateSubnetIds, vpcID: vpcId } }), [
            "gatehouse:network.vpcId: got nothing, want the id of a VPC such as vpc-0a1b2c3d4e5f67890",
            'gatehouse:network.vpcID: got an unknown key, want one of vpcId, privateSubnetIds, isolatedSubnetIds; did you mean "vpcId"?',
        ]);
    });

    const [one = "", two = ""] = network.privateSubnetIds;
    const invalid: readonly [title: string, own: object, problem: string][] = [
        [
            "an id that is not one of a VPC",
            { vpcId: "main" },
            'vpcId: got "main", want the id of a VPC such as vpc-0a1b2c3d4e5f67890',
        ],
        [
            "a single subnet",
            { privateSubnetIds: [one] },
            "privateSubnetIds: got a list, want another subnet in it, in another zone",
        ],
        [
            "a subnet twice",
            { privateSubnetIds: [one, two, one] },
            `privateSubnetIds.2: got "${one}", want a subnet that is not in the list already`,
        ],
        [
            "a name of a subnet",
            { privateSubnetIds: [one, "private-b"] },
            'privateSubnetIds.1: got "private-b", want the id of a subnet such as subnet-0a1b2c3d4e5f67890',
        ],
        [
            "a subnet that is private and isolated",
            { isolatedSubnetIds: [one, "subnet-0a1b2c3d"] },
            `isolatedSubnetIds.0: got "${one}", want a subnet that is not in privateSubnetIds`,
        ],
    ];
    for (const [title, own, problem] of invalid)
        it(`reject ${title}`, () => {
            assert.deepEqual(problemsOf({ ...adopted, network: { ...network, ...own } }), [
                `gatehouse:network.${problem}`,
            ]);
        });

    it("want a namespace for an existing cluster, and the VPC that it is in", () => {
        const { namespace: _, ...others } = adopted;
        assert.deepEqual(problemsOf({ ...others, network: validSettings.network }), [
            'gatehouse:namespace: got nothing, want the name of a namespace that cluster "shared" does not have yet, as the stack creates it, and deletes it with everything in it',
            'gatehouse:network.vpcId: got nothing, want the id of the VPC that cluster "shared" is in',
        ]);
    });

    it("want an existing VPC for an existing cluster if there is no network at all", () => {
        assert.deepEqual(problemsOf({ ...adopted, network: undefined }), [
            'gatehouse:network: got nothing, want a map with the keys vpcId, privateSubnetIds, isolatedSubnetIds, as API "pictures" runs on Kubernetes',
        ]);
    });

    it("reject a name that no cluster can have", () => {
        assert.deepEqual(problemsOf({ ...adopted, cluster: { name: "-x" }, fargate: { clusterName: "a b" } }), [
            'gatehouse:cluster.name: got "-x", want the name of an EKS cluster',
            'gatehouse:fargate.clusterName: got "a b", want the name of an ECS cluster',
        ]);
    });
});
