import { apiWith } from "../edits/photo-edits";
import { FaultInjector, failurePoints, firstOfItsType } from "../fault-injector";
import type { Rehearsal } from "../rehearsal";
import type { Step } from "../rehearsal-result";
import type { Scenario } from "../scenario";
import { firstOfEachKind } from "../stack-apis";

// Enough for three failures of each resource, even if no two occur in the same run.
const maxRuns = 400;

/** Every resource fails once at every failure point. */
export const failures: Scenario = {
    name: "failures",
    statement:
        "Each resource, or on a stack with several kinds of compute, with alarms, with photos or with an HTTP API behind a distribution one of each type, fails once on create, after its creation, on update and on delete: the next run continues, and no resource is created twice or lost.",
    stack: "dev",
    createsEverything: true,
    continueOnError: true,
    async run(rehearsal, { exhaustive }) {
        if (exhaustive) await oneByOne(rehearsal);
        else await inBatches(rehearsal);
    },
};

// A run ends at its first failures. Several resources fail in the same run only if none depends on another, because the
// engine does not reach the dependents of a failed resource. The next run continues from there.
async function inBatches(rehearsal: Rehearsal): Promise<void> {
    // A resource of each type is enough where each further API, function or alarm would add runs: every run loads program and engine.
    const hasHttpEdge =
        rehearsal.setting("gatehouse:httpApi") !== undefined && rehearsal.setting("gatehouse:edge") !== undefined;
    const isLarge =
        hasHttpEdge ||
        firstOfEachKind(rehearsal).length > 1 ||
        rehearsal.setting("gatehouse:alarms") !== undefined ||
        apiWith(rehearsal, "photoPipeline") !== undefined;
    const faultInjector = new FaultInjector(isLarge ? firstOfItsType() : undefined);
    const ups = await until(rehearsal, "up", faultInjector);
    const retained = await retainedUrns(rehearsal);
    const runs = ups + (await checkAndDestroy(rehearsal, faultInjector));
    report(rehearsal, faultInjector, runs, retained);
}

async function oneByOne(rehearsal: Rehearsal): Promise<void> {
    await rehearsal.up("everything");
    const urns = rehearsal.cloud.store.all().map(({ urn }) => urn);
    await rehearsal.destroy("everything");
    let runs = 0;
    for (const urn of urns) {
        const faultInjector = new FaultInjector((own) => own === urn);
        runs += await until(rehearsal, "up", faultInjector);
        const retained = await retainedUrns(rehearsal);
        runs += await checkAndDestroy(rehearsal, faultInjector);
        const missing = faultInjector.incomplete(retained);
        rehearsal.expect(missing.length === 0, `not reached: ${missing.join("; ")}`);
    }
    const problems = rehearsal.problems.length;
    rehearsal.notes.push(
        `${urns.length} resources × ${failurePoints.length} failure points one by one, ${runs} runs, ${problems === 0 ? "all converged" : `${problems} problems`}`,
    );
}

// Checks that clouds and state agree, and destroys the stack in spite of failures.
async function checkAndDestroy(rehearsal: Rehearsal, faultInjector: FaultInjector): Promise<number> {
    await rehearsal.checkInventory();
    return until(rehearsal, "destroy", faultInjector);
}

async function until(rehearsal: Rehearsal, verb: Step["verb"], faultInjector: FaultInjector): Promise<number> {
    for (let run = 1; run <= maxRuns; run += 1) {
        const step = await rehearsal.run(verb, `run ${run}, with failures`, faultInjector);
        if (step.succeeded) return run;
    }
    rehearsal.problems.push(`${verb} did not converge in ${maxRuns} runs`);
    return maxRuns;
}

async function retainedUrns({ stack }: Rehearsal): Promise<string[]> {
    return (await stack.storedResources()).flatMap(({ urn, retainOnDelete }) => (retainOnDelete === true ? [urn] : []));
}

function report(rehearsal: Rehearsal, faultInjector: FaultInjector, runs: number, retained: readonly string[]): void {
    const counts = failurePoints.map((point) => `${point} ${faultInjector.count(point)}`).join(", ");
    rehearsal.notes.push(`resources that failed and converged: ${counts} (${retained.length} retained); ${runs} runs`);
    const missing = faultInjector.incomplete(retained);
    rehearsal.expect(missing.length === 0, `not at every failure point: ${missing.join("; ")}`);
}
