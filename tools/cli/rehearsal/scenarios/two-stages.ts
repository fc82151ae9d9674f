import type { Scenario } from "../scenario";
import { withoutRestApi } from "../stack-apis";

/** A candidate stage is added, promoted and removed. */
export const twoStages: Scenario = {
    name: "two-stages",
    statement:
        "A second stage is added, the first takes over its settings, and the second is removed, all without an outage.",
    doesNotApply: withoutRestApi,
    async run(rehearsal) {
        const before = Object.keys(rehearsal.setting("gatehouse:stages") as object);
        const [first = ""] = before;
        await rehearsal.up("the stages of the stack");
        const behaviour = {
            cache: { sizeGb: 0.5, ttlSeconds: 60 },
            throttle: { requestsPerSecond: 200, burst: 100 },
        };
        await rehearsal.set(["gatehouse:stages", "rehearsed"], behaviour);
        await rehearsal.up("a candidate stage added");
        const stages = rehearsal.cloud.store.ofType("aws:apigateway/stage:Stage");
        rehearsal.expect(stages.length === before.length + 1, `got ${stages.length} stages, want ${before.length + 1}`);

        await rehearsal.set(["gatehouse:stages", first], behaviour);
        const promoted = await rehearsal.up("the settings of the candidate promoted");
        rehearsal.expect(promoted.replaced.length === 0, "the promotion replaced something");

        await rehearsal.set(["gatehouse:stages", "rehearsed"], undefined);
        const removal = await rehearsal.up("the candidate removed");
        const order = removal.operations.map(({ op, type }) => `${op} ${type}`);
        const planUpdate = order.lastIndexOf("update aws:apigateway/usagePlan:UsagePlan");
        const stageDeletion = order.indexOf("delete aws:apigateway/stage:Stage");
        rehearsal.expect(
            planUpdate >= 0 && planUpdate < stageDeletion,
            "the usage plan left the stage only after the stage was deleted",
        );
    },
};
