import assert from "node:assert/strict";
import { awaitTargets, targetsOf } from "../../../../../tools/cloud-simulator/kubernetes/pods/target-health";
import { gated, SampleCluster } from "./sample-cluster";

describe("the targets of a simulated load balancer", () => {
    for (const nodes of ["auto", "managed"] as const) {
        it(`of ${nodes} nodes are initial for three minutes after it was created`, () => {
            const sample = unexposed(nodes);
            sample.expose();
            assert.deepEqual(states(sample), ["initial", "initial"]);
            const began = sample.cluster.clock.seconds;
            assert.equal(awaitTargets(sample.balancer, sample.cloud), true);
            assert.deepEqual(states(sample), ["healthy", "healthy"]);
            assert.equal(sample.cluster.clock.seconds - began, 180);
        });
    }

    it("of managed nodes are healthy as soon as a pod is ready, if it has existed for long", () => {
        const sample = new SampleCluster({ nodes: "managed", namespaceLabels: {} });
        assert.deepEqual(
            sample.during(() => sample.deploy("shop:2")),
            [],
        );
    });

    for (const nodes of ["auto", "managed"] as const) {
        it(`of ${nodes} nodes are initial again if its Service is replaced`, () => {
            const sample = new SampleCluster({ nodes });
            const problems = sample.during(() => {
                const service = sample.cloud.store.find("kubernetes:core/v1:Service", "apis/shop-lb");
                assert.ok(service);
                sample.cloud.store.remove(service);
                sample.cluster.observe();
                sample.expose();
                assert.deepEqual(states(sample), ["initial", "initial"]);
            });
            assert.deepEqual(problems, ['"apis/shop" had no healthy target for 180 s']);
        });
    }

    it("of a lost node are unhealthy", () => {
        const sample = new SampleCluster();
        sample.cluster.nodePool.loseZone("a");
        assert.deepEqual(states(sample), ["unhealthy", "healthy"]);
    });

    it("are awaited for ten minutes", () => {
        const sample = new SampleCluster();
        for (const zone of ["a", "b"]) sample.cluster.nodePool.loseZone(zone);
        const began = sample.cluster.clock.seconds;
        assert.equal(awaitTargets(sample.balancer, sample.cloud), false);
        assert.equal(sample.cluster.clock.seconds - began, 600);
    });

    it("are unknown for another load balancer", () => {
        assert.equal(targetsOf("arn:x", new SampleCluster().cloud), undefined);
    });
});

function unexposed(nodes: "auto" | "managed"): SampleCluster {
    const namespaceLabels = nodes === "auto" ? gated : {};
    const sample = new SampleCluster({ nodes, namespaceLabels, isExposed: false });
    sample.cluster.settle();
    return sample;
}

function states({ balancer, cloud }: SampleCluster) {
    return targetsOf(balancer, cloud)?.map(({ state }) => state);
}
