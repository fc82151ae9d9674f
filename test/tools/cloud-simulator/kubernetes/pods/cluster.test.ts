import assert from "node:assert/strict";
import { clusterOf } from "../../../../../tools/cloud-simulator/kubernetes/pods/cluster";
import { SimulatedCloud } from "../../../../../tools/cloud-simulator/state/simulated-cloud";
import { byZone, SampleCluster, shop } from "./sample-cluster";

const soft = byZone({ whenUnsatisfiable: "ScheduleAnyway" });
const { minDomains: _, ...hardOnly } = byZone();
const outage = /had no healthy target for \d+ s/;

describe("a rollout in the simulated cluster", () => {
    it("has no outage with readiness gates and a long drain", () => {
        const sample = new SampleCluster();
        assert.deepEqual(
            sample.during(() => assert.equal(sample.deploy("shop:2"), undefined)),
            [],
        );
    });

    it("leaves no healthy target for minutes without readiness gates", () => {
        const sample = new SampleCluster({ namespaceLabels: {} });
        assert.deepEqual(
            sample.during(() => sample.deploy("shop:2")),
            ['"apis/shop" had no healthy target for 170 s'],
        );
    });

    it("ignores the label of the load balancer controller, which Auto Mode does not know", () => {
        const sample = new SampleCluster({ namespaceLabels: { "elbv2.k8s.aws/pod-readiness-gate-inject": "enabled" } });
        assert.match(sample.during(() => sample.deploy("shop:2"))[0] ?? "", outage);
    });

    it("gives the first pods no gate, because they exist before the Service", () => {
        const sample = new SampleCluster();
        const gates = () => sample.cluster.pods.of(shop).map(({ isGated }) => isGated);
        assert.equal(gates()[0], false);
        sample.deploy("shop:2");
        assert.deepEqual(gates(), [true, true]);
    });

    for (const [drainSeconds, graceSeconds, problem] of [
        [20, 45, '2 pods of "apis/shop" were sent new connections up to 100 s after they had ended'],
        [150, 30, '2 pods of "apis/shop" were sent new connections up to 90 s after they had ended'],
        [120, 145, undefined],
    ] as const) {
        it(`${problem ? "ends pods too early" : "drains pods"} after ${drainSeconds} s, of a grace period of ${graceSeconds} s`, () => {
            const sample = new SampleCluster({ drainSeconds, graceSeconds });
            assert.deepEqual(
                sample.during(() => sample.deploy("shop:2")),
                problem ? [problem] : [],
            );
        });
    }

    it("needs no gate and a short drain where nodes are the targets", () => {
        const sample = new SampleCluster({ nodes: "managed", namespaceLabels: {}, drainSeconds: 20, spread: [soft] });
        assert.deepEqual(
            sample.during(() => sample.deploy("shop:2")),
            [],
        );
    });

    it("stops at an image that never becomes ready, while the old pods serve", () => {
        const sample = new SampleCluster();
        sample.cluster.pods.brokenImages.add("shop:broken");
        let problem: string | undefined;
        assert.deepEqual(
            sample.during(() => {
                problem = sample.deploy("shop:broken", 1200);
            }),
            [],
        );
        assert.equal(
            problem,
            `'shop' timed out waiting to be Ready: [ProgressDeadlineExceeded] ReplicaSet "shop" has timed out progressing.`,
        );
    });

    it("of 30 pods ends within the provider's time in halves, but not one by one", () => {
        const one = new SampleCluster({ replicas: 30, maxReplicas: 30, maxSurge: 1 });
        assert.equal(one.deploy("shop:2"), "'shop' timed out waiting to be Ready");
        const halves = new SampleCluster({ replicas: 30, maxReplicas: 30 });
        const began = halves.cluster.clock.seconds;
        assert.equal(halves.deploy("shop:2", 1200), undefined);
        assert.ok(halves.cluster.clock.seconds - began < 600);
    });
});

describe("the nodes of the simulated cluster", () => {
    for (const [title, spread, zones] of [
        ["a preference", [soft], ["a", "a"]],
        ["a constraint over the zones that have nodes", [hardOnly], ["a", "a"]],
        ["a constraint over two zones", [byZone()], ["a", "b"]],
    ] as const) {
        it(`with ${title} have the first pods in ${[...new Set(zones)].join(" and ")}`, () => {
            assert.deepEqual(new SampleCluster({ spread: [...spread] }).zones(), zones);
        });
    }

    for (const [title, spread, zones] of [
        ["a preference is not kept", soft, 1],
        ["a constraint is kept", byZone(), 2],
    ] as const) {
        it(`are consolidated: ${title}`, () => {
            const sample = new SampleCluster({ spread: [spread], replicas: 4, maxReplicas: 8 });
            for (const replicas of [8, 4]) sample.during(() => sample.cluster.scale(shop, replicas));
            assert.deepEqual([...new Set(sample.zones())], ["a", "b"]);
            assert.deepEqual(
                sample.during(() => sample.cluster.consolidate()),
                [],
            );
            assert.equal(new Set(sample.zones()).size, zones);
        });
    }

    for (const [title, scaleDown, zones] of [
        ["at once", {}, ["a"]],
        ["one at a time", undefined, ["a", "b"]],
    ] as const) {
        it(`have the remaining pods in ${zones.join(" and ")} if the autoscaler removes the others ${title}`, () => {
            const sample = new SampleCluster({ replicas: 4, maxReplicas: 8, ...(scaleDown && { scaleDown }) });
            for (const replicas of [8, 4]) sample.during(() => sample.cluster.scale(shop, replicas));
            assert.deepEqual([...new Set(sample.zones())], zones);
        });
    }

    it("are drained without an outage, as fast as the budget allows", () => {
        const sample = new SampleCluster();
        const [node] = sample.cluster.nodePool.nodes;
        assert.ok(node);
        assert.deepEqual(
            sample.during(() => sample.cluster.nodePool.drain(node)),
            [],
        );
        assert.ok(!sample.cluster.nodePool.nodes.includes(node));
        assert.deepEqual(sample.zones(), ["a", "b"]);
    });

    it("are never drained if the budget allows no eviction", () => {
        const budget = { maxUnavailable: 0, selector: { matchLabels: { app: "shop" } } };
        const sample = new SampleCluster({ budget });
        const [node] = sample.cluster.nodePool.nodes;
        assert.ok(node);
        sample.during(() => sample.cluster.nodePool.drain(node));
        assert.ok(sample.cluster.nodePool.nodes.includes(node));
    });

    it("are all replaced after the control plane was upgraded", () => {
        const sample = new SampleCluster();
        sample.put("aws:eks/cluster:Cluster", "shop", { version: "1.35" });
        const before = [...sample.cluster.nodePool.nodes];
        assert.deepEqual(
            sample.during(() => sample.put("aws:eks/cluster:Cluster", "shop", { version: "1.36" })),
            [],
        );
        assert.ok(before.length > 0 && before.every((node) => !sample.cluster.nodePool.nodes.includes(node)));
    });

    it("cut off an API with all pods in the lost zone", () => {
        const sample = new SampleCluster({ spread: [soft] });
        assert.match(sample.during(() => sample.cluster.nodePool.loseZone("a"))[0] ?? "", outage);
    });

    for (const [policy, ready] of [
        ["Honor", 3],
        ["Ignore", 2],
    ] as const) {
        it(`of three zones: ${ready} of 3 pods serve without one, with nodeTaintsPolicy ${policy}`, () => {
            const sample = new SampleCluster({
                zones: ["a", "b", "c"],
                replicas: 3,
                spread: [byZone({ nodeTaintsPolicy: policy })],
            });
            assert.deepEqual(sample.zones(), ["a", "a", "b"]);
            sample.deploy("shop:2");
            assert.deepEqual(
                sample.during(() => sample.cluster.nodePool.loseZone("a")),
                [],
            );
            assert.equal(sample.cluster.rollout(shop).ready, ready);
        });
    }
});

describe("a simulated cluster over a state", () => {
    it("begins with pods that serve, so that the first change may cut them off", () => {
        const cloud = new SimulatedCloud("123456789012", "eu-central-1");
        for (const resource of new SampleCluster({ namespaceLabels: {} }).cloud.store.all()) cloud.seed(resource);
        const cluster = clusterOf(cloud);
        assert.equal(cluster.pods.of(shop).length, 2);
        const deployment = cloud.store.find("kubernetes:apps/v1:Deployment", shop);
        assert.ok(deployment);
        const changed = JSON.parse(JSON.stringify(deployment).replaceAll("shop:1", "shop:2"));
        cloud.store.put(changed);
        cluster.observe();
        cluster.settle();
        assert.match(cluster.takeProblems()[0] ?? "", outage);
    });
});
