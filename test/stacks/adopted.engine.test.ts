import assert from "node:assert/strict";
import { program } from "../../stacks/program";
import { existingCloud } from "../../tools/cli/project/existing-cloud";
import { projectName, readStack } from "../../tools/cli/project/project";
import { runScenario } from "../../tools/cli/rehearsal/run-scenario";
import { harmlessEdits } from "../../tools/cli/rehearsal/scenarios/harmless-edits";
import { lifecycle } from "../../tools/cli/rehearsal/scenarios/lifecycle";
import { withSetting } from "../../tools/cli/rehearsal/settings-edit";
import { withOfflineStack } from "../../tools/cloud-simulator/engine/offline-stack";
import type { PropertyMap } from "../../tools/cloud-simulator/state/property-values";
import type { SimulatedCloud } from "../../tools/cloud-simulator/state/simulated-cloud";
import { editsPerUpdate } from "../test-size";
import { assertHolds, preview } from "./previewed-stack";
import { assertNothingServingReplaced, assertPassed, silent } from "./rehearsed-stack";

const vpc = "vpc-0a1b2c3d4e5f67890";
const [first, second] = ["subnet-0a1b2c3d4e5f67891", "subnet-0a1b2c3d4e5f67892"];

/** Types of which nothing exists but what was there before. */
const adoptedTypes =
    /^(awsx?:ec2[:/](vpc|subnet|route|natGateway|internetGateway|Vpc)|aws:eks\/(cluster|addon|accessEntry)|aws:ecs\/cluster|eks:)/;

describe("the example stack in an existing VPC and existing clusters", function () {
    this.timeout(20 * 60_000);

    const stack = readStack({ name: "adopted", file: "stacks/examples/Pulumi.adopted.yaml" });

    it("says that the existing resources must suit it", () => {
        const assumed = stack.notices.filter((notice) => notice.includes("must exist and suit"));
        assert.deepEqual(
            assumed.map((notice) => notice.split(": ")[0]),
            ["gatehouse:network.vpcId", "gatehouse:cluster.name", "gatehouse:fargate.clusterName"],
        );
    });

    it("holds at the first preview, with preset strict, and contains nothing of what exists", async () => {
        const result = await preview(stack);
        assertHolds(result);
        const { rules, resources } = result;
        for (const { id, checked } of rules) assert.match(checked, /\d/, `${id} checked nothing`);
        assert.deepEqual(
            resources.map(({ type }) => type).filter((type) => adoptedTypes.test(type)),
            [],
        );
    });

    it("is created, changed by nothing, and destroyed, and leaves what exists as it was", async () => {
        const result = await play(lifecycle);
        assertPassed(result);
        for (const resource of [`aws:ec2/vpc:Vpc ${vpc}`, "aws:eks/cluster:Cluster shared"])
            assert.ok(result.retained.includes(resource), resource);
    });

    it("would fail if a step changed or deleted what exists", async () => {
        const result = await play({
            ...lifecycle,
            run: async ({ cloud }) => {
                change(cloud, "aws:ec2/vpc:Vpc", vpc, { enableDnsSupport: false });
                const [cluster] = cloud.store.ofType("aws:eks/cluster:Cluster");
                assert.ok(cluster);
                cloud.store.remove(cluster);
            },
        });
        assert.deepEqual(result.problems, [
            `changed aws:ec2/vpc:Vpc "${vpc}", which the stack did not create`,
            'deleted aws:eks/cluster:Cluster "shared", which the stack did not create',
        ]);
    });

    it("takes everyday edits without replacing anything that serves", async () => {
        assertNothingServingReplaced(await play(harmlessEdits));
    });

    it("runs on nodes of a cluster without Auto Mode", async () => {
        const managed = { ...stack, config: withSetting(stack.config, ["gatehouse:cluster", "nodes"], "managed") };
        assertHolds(await preview(managed));
        assertPassed(await play(lifecycle, managed));
    });

    it("creates a cluster in an existing VPC, and one for Fargate", async () => {
        const { "gatehouse:fargate": _, ...config } = stack.config;
        const cluster = { kubernetesVersion: "1.36", publicEndpointCidrs: ["18.184.0.0/24"] };
        const mixed = { ...stack, config: { ...config, "gatehouse:cluster": cluster } };
        assertHolds(await preview(mixed));
        assertPassed(await play(lifecycle, mixed));
    });

    it("is rejected before anything is created, with every problem of what exists", async () => {
        const { succeeded, output, created } = await upIn((cloud) => {
            change(cloud, "aws:ec2/vpc:Vpc", vpc, { enableDnsHostnames: false });
            change(cloud, "aws:ec2/subnet:Subnet", first, { mapPublicIpOnLaunch: true, vpcId: "vpc-0b" });
            change(cloud, "aws:ec2/routeTable:RouteTable", tableOf(cloud, first), {
                routes: [{ cidrBlock: "0.0.0.0/0", gatewayId: "igw-0c" }],
            });
            const gone = cloud.store.find("aws:ec2/subnet:Subnet", second);
            assert.ok(gone);
            cloud.store.remove(gone);
            change(cloud, "aws:eks/cluster:Cluster", "shared", {
                ...{ status: "UPDATING", version: "1.29", computeConfig: { enabled: false } },
                kubernetesNetworkConfig: { ipFamily: "ipv6" },
            });
            const [ecs] = cloud.store.ofType("aws:ecs/cluster:Cluster");
            change(cloud, "aws:ecs/cluster:Cluster", ecs?.id ?? "", { status: "INACTIVE" });
        });
        const lines = output.replaceAll(/rtb-[0-9a-f]+/g, "rtb").split("\n");
        assert.deepEqual(
            [...new Set(lines.flatMap((line) => /gatehouse:\S+: got .*/.exec(line) ?? []))],
            [
                `gatehouse:network.vpcId: got "${vpc}", want a VPC whose enableDnsHostnames is on, for APIs on Kubernetes and Fargate`,
                `gatehouse:network.privateSubnetIds.0: got "${first}", want a subnet of ${vpc}; it is one of vpc-0b`,
                `gatehouse:network.privateSubnetIds.0: got "${first}", want a private subnet: its route table, rtb, has a route to the internet gateway igw-0c`,
                `gatehouse:network.privateSubnetIds.0: got "${first}", want a subnet whose mapPublicIpOnLaunch is off: it assigns public addresses`,
                `gatehouse:network.privateSubnetIds.1: got "${second}", want the id of a subnet in eu-central-1 that the credentials can see`,
                'gatehouse:cluster.name: got "shared", want a cluster that is ACTIVE; its status is UPDATING',
                'gatehouse:cluster.name: got "shared", want a cluster whose pods have IPv4 addresses, not ipv6',
                'gatehouse:cluster.name: got "shared", want a cluster with Kubernetes 1.32 or newer; it has 1.29',
                'gatehouse:cluster.nodes: got "auto", want managed: cluster "shared" is not in EKS Auto Mode',
                'gatehouse:fargate.clusterName: got "shared", want a cluster that is ACTIVE; its status is INACTIVE',
            ],
        );
        assert.deepEqual([succeeded, created], [false, []]);
    });

    function play(scenario: typeof lifecycle, own = stack) {
        return runScenario({
            ...{ scenario, stack: own, editsPerUpdate },
            program: async (folder) => program(folder),
            progress: silent,
        });
    }

    async function upIn(prepare: (cloud: SimulatedCloud) => void) {
        const { name: stackName, config } = stack;
        const output: string[] = [];
        const options = {
            ...{ projectName, stackName, config, existing: existingCloud(config), program: async () => program() },
            onOutput: (text: string) => output.push(text),
        };
        return withOfflineStack(options, async (offline) => {
            prepare(offline.cloud);
            const { succeeded } = await offline.up();
            const types = (await offline.resources()).map(({ type }) => type);
            return { succeeded, output: output.join(""), created: types.filter((type) => !type.startsWith("pulumi:")) };
        });
    }
});

function change({ store }: SimulatedCloud, type: string, id: string, changes: PropertyMap): void {
    const found = store.find(type, id);
    assert.ok(found, `${type} ${id}`);
    const { inputs, outputs } = found;
    store.put({ ...found, inputs: { ...inputs, ...changes }, outputs: { ...outputs, ...changes } });
}

function tableOf({ store }: SimulatedCloud, subnetId: string): string {
    const association = store
        .ofType("aws:ec2/routeTableAssociation:RouteTableAssociation")
        .find(({ inputs }) => inputs.subnetId === subnetId);
    return String(association?.inputs.routeTableId);
}
