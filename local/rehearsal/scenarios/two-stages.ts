import type { Scenario } from "../scenario";

/** A stage beside the first, promoted. */
export const twoStages: Scenario = {
    name: "two-stages",
    statement:
        "A second stage comes, what was tried there is taken over by the first, and it goes again, all without an outage.",
    stack: "dev",
    async play(rehearsal) {
        await rehearsal.up("one stage");
        const behaviour = {
            cache: { sizeGb: 0.5, ttlSeconds: 60 },
            throttle: { requestsPerSecond: 200, burst: 100 },
        };
        await rehearsal.set(["gatehouse:stages", "candidate"], behaviour);
        await rehearsal.up("a candidate beside it");
        const stages = rehearsal.world.estate.ofType("aws:apigateway/stage:Stage");
        rehearsal.expect(stages.length === 2, `got ${stages.length} stages, want 2`);

        await rehearsal.set(["gatehouse:stages", "Test"], behaviour);
        const promoted = await rehearsal.up("the candidate's behaviour promoted");
        rehearsal.expect(promoted.replaced.length === 0, "the promotion replaced something");

        await rehearsal.set(["gatehouse:stages", "candidate"], undefined);
        const gone = await rehearsal.up("the candidate gone");
        const order = gone.operations.map(({ op, type }) => `${op} ${type}`);
        const planMoves = order.indexOf("update aws:apigateway/usagePlan:UsagePlan");
        const stageGoes = order.indexOf("delete aws:apigateway/stage:Stage");
        rehearsal.expect(
            planMoves >= 0 && planMoves < stageGoes,
            "the usage plan left the stage after the stage was gone",
        );
    },
};
