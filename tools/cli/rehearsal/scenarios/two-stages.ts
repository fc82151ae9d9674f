import type { Scenario } from "../scenario";

/** A stage beside the first, promoted. */
export const twoStages: Scenario = {
    name: "two-stages",
    statement:
        "A second stage comes, what was tried there is taken over by the first, and it goes again, all without an outage.",
    async play(rehearsal) {
        const before = Object.keys(rehearsal.setting("gatehouse:stages") as object);
        const [first = ""] = before;
        await rehearsal.up("the stages of the stack");
        const behaviour = {
            cache: { sizeGb: 0.5, ttlSeconds: 60 },
            throttle: { requestsPerSecond: 200, burst: 100 },
        };
        await rehearsal.set(["gatehouse:stages", "rehearsed"], behaviour);
        await rehearsal.up("a candidate beside it");
        const stages = rehearsal.cloud.store.ofType("aws:apigateway/stage:Stage");
        rehearsal.expect(stages.length === before.length + 1, `got ${stages.length} stages, want ${before.length + 1}`);

        await rehearsal.set(["gatehouse:stages", first], behaviour);
        const promoted = await rehearsal.up("the candidate's behaviour promoted");
        rehearsal.expect(promoted.replaced.length === 0, "the promotion replaced something");

        await rehearsal.set(["gatehouse:stages", "rehearsed"], undefined);
        const gone = await rehearsal.up("the candidate gone");
        const order = gone.operations.map(({ op, type }) => `${op} ${type}`);
        const planMoves = order.lastIndexOf("update aws:apigateway/usagePlan:UsagePlan");
        const stageGoes = order.indexOf("delete aws:apigateway/stage:Stage");
        rehearsal.expect(
            planMoves >= 0 && planMoves < stageGoes,
            "the usage plan left the stage after the stage was gone",
        );
    },
};
