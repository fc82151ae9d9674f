import assert from "node:assert/strict";
import {
    bounds,
    nextSizes,
    type Revision,
} from "../../../../../tools/cloud-simulator/kubernetes/pods/deployment-controller";
import { mayEvict } from "../../../../../tools/cloud-simulator/kubernetes/pods/disruption-budget";
import type { Pod } from "../../../../../tools/cloud-simulator/kubernetes/pods/pod";
import { podTemplate } from "../../../../../tools/cloud-simulator/kubernetes/pods/pod-template";

const ready = (size: number): Revision => ({ size, ready: size });

describe("the simulated Deployment controller", () => {
    // kubernetes.io/docs/concepts/workloads/controllers/deployment: max unavailable is rounded down, max surge up.
    for (const [replicas, maxSurge, maxUnavailable, surge, unavailable] of [
        [3, "50%", 0, 2, 0],
        [30, "50%", 0, 15, 0],
        [10, "25%", "25%", 3, 2],
        [2, 0, "10%", 0, 1],
    ] as const) {
        it(`starts ${surge} and misses ${unavailable} of ${replicas} pods with ${maxSurge} and ${maxUnavailable}`, () => {
            assert.deepEqual(bounds({ replicas, maxSurge, maxUnavailable }), { surge, unavailable });
        });
    }

    for (const [title, fresh, old, next] of [
        ["starts the surge and ends nothing", ready(0), ready(4), { fresh: 2, old: 4 }],
        ["waits until new pods are ready", { size: 2, ready: 0 }, ready(4), { fresh: 2, old: 4 }],
        ["ends an old pod for each new one that is ready", { size: 2, ready: 1 }, ready(4), { fresh: 2, old: 3 }],
        ["fills the place of ended pods", { size: 2, ready: 2 }, ready(2), { fresh: 4, old: 2 }],
        ["ends the last old pods", ready(4), ready(2), { fresh: 4, old: 0 }],
        ["ends old pods that are not ready first", ready(2), { size: 3, ready: 0 }, { fresh: 3, old: 2 }],
        ["removes pods that are too many", ready(6), ready(0), { fresh: 4, old: 0 }],
    ] as const) {
        it(title, () => {
            assert.deepEqual(nextSizes({ replicas: 4, maxSurge: "50%", maxUnavailable: 0 }, fresh, old), next);
        });
    }
});

describe("a simulated disruption budget", () => {
    const labels = { app: "shop" };
    const pod = (isStarted: boolean): Pod => ({
        name: "pod",
        workload: "apis/shop",
        namespace: "apis",
        template: podTemplate({ metadata: { labels } }),
        isGated: false,
        isCrashing: false,
        routes: [],
        node: undefined,
        awaitedNode: undefined,
        isStarted,
        target: "none",
        isDeleted: false,
    });
    const pods = (count: number, unready = 0) => Array.from({ length: count }, (_, index) => pod(index >= unready));
    const budget = (changes: object) => ({
        namespace: "apis",
        selector: labels,
        maxUnavailable: undefined,
        minAvailable: undefined,
        evictsUnhealthy: false,
        ...changes,
    });

    for (const [title, all, changes, replicas, allowed] of [
        ["one of two", pods(2), { maxUnavailable: "10%" }, 2, true],
        ["no second one of two", pods(2, 1), { maxUnavailable: "10%" }, 2, false],
        ["three of 30, which is a tenth", pods(30, 2), { maxUnavailable: "10%" }, 30, true],
        ["no fourth of 30", pods(30, 3), { maxUnavailable: "10%" }, 30, false],
        ["none of those that must be available", pods(2), { minAvailable: 2 }, 2, false],
    ] as const) {
        it(`allows the eviction of ${title}`, () => {
            const last = all.at(-1);
            assert.ok(last);
            assert.equal(mayEvict(last, { replicas }, all, [budget(changes)]), allowed);
        });
    }

    it("allows the eviction of a pod that is not ready only if it says so, or if enough others are", () => {
        const all = pods(2, 2);
        const [first] = all;
        assert.ok(first);
        const evicts = (changes: object) => mayEvict(first, { replicas: 2 }, all, [budget(changes)]);
        assert.equal(evicts({ maxUnavailable: 1 }), false);
        assert.equal(evicts({ maxUnavailable: 1, evictsUnhealthy: true }), true);
    });

    it("of other pods does not count", () => {
        const [first] = pods(1);
        assert.ok(first);
        const other = { ...budget({ maxUnavailable: 0 }), selector: { app: "other" } };
        assert.equal(mayEvict(first, { replicas: 1 }, [first], [other]), true);
    });
});
