import assert from "node:assert/strict";
import { DeletionOrder } from "../../../../../tools/cli/rehearsal/http/deletion-order";
import { SampleHttpCloud, type SampleName } from "./sample-http-cloud";

/** An order in which AWS deletes everything: each resource before what it refers to. */
const inOrder: readonly SampleName[] = [
    "stage",
    "route",
    "integration",
    "authorizer",
    "service",
    "rule",
    "listener",
    "policy",
    "targets",
    "balancer",
    "link",
    "linkGroup",
    "balancerGroup",
    "api",
];

/** Deletions that come too early, each with what must be gone before. */
const tooEarly: readonly (readonly [deleted: SampleName, first: SampleName])[] = [
    ["route", "stage"],
    ["integration", "route"],
    ["authorizer", "route"],
    ["api", "stage"],
    ["link", "integration"],
    ["rule", "service"],
    ["policy", "service"],
    ["listener", "rule"],
    ["listener", "integration"],
    ["targets", "rule"],
    ["targets", "service"],
    ["balancer", "listener"],
    ["linkGroup", "link"],
    ["balancerGroup", "balancer"],
];

describe("the order of deletions", () => {
    it("has no problem where each resource is deleted before what it refers to", () => {
        const sample = new SampleHttpCloud();
        const order = new DeletionOrder(sample.cloud, true);
        for (const name of inOrder) {
            order.look(sample.deletionOf(name));
            sample.remove(name);
        }
        assert.deepEqual(order.problems(), []);
    });

    for (const [deleted, first] of tooEarly)
        it(`finds the ${deleted} deleted before the ${first}`, () => {
            const sample = new SampleHttpCloud();
            const order = new DeletionOrder(sample.cloud, true);
            order.look(sample.deletionOf(deleted));
            const words = new RegExp(` "${deleted}" was deleted before .* "${first}"$`);
            assert.ok(
                order.problems().some((problem) => words.test(problem)),
                order.problems().join(),
            );
        });

    it("of an update counts only if what it comes before is deleted too", () => {
        for (const [isDeleted, count] of [
            [false, 0],
            [true, 1],
        ] as const) {
            const sample = new SampleHttpCloud();
            const order = new DeletionOrder(sample.cloud, false);
            order.look(sample.deletionOf("route"));
            sample.remove("route");
            if (isDeleted) sample.remove("stage");
            assert.equal(order.problems().length, count);
        }
    });

    it("leaves resources of other APIs and services alone, and calls that delete nothing", () => {
        const sample = new SampleHttpCloud();
        const order = new DeletionOrder(sample.cloud, true);
        order.look({ ...sample.deletionOf("route"), verb: "update" });
        sample.put("stage", { apiId: "other" });
        sample.put("policy", { role: "other-execution" });
        order.look(sample.deletionOf("route"));
        order.look(sample.deletionOf("policy"));
        assert.deepEqual(order.problems(), []);
    });
});
