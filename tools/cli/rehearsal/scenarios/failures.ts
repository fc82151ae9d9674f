import { FaultInjector, positions } from "../fault-injector";
import { discrepancies } from "../inventory";
import type { Rehearsal } from "../rehearsal";
import type { Step } from "../rehearsal-result";
import type { Scenario } from "../scenario";

// Three failures a resource, if no two ever come in one run.
const maxRuns = 400;

/** Every resource fails once wherever it can. */
export const failures: Scenario = {
    name: "failures",
    statement:
        "Each resource fails once on create, after it was made, on update and on delete: the next run goes on, nothing is made twice, nothing is lost.",
    stack: "dev",
    continueOnError: true,
    async play(rehearsal, { exhaustive }) {
        if (exhaustive) await oneByOne(rehearsal);
        else await inBatches(rehearsal);
    },
};

// A run ends with the first failures, one or several at once: resources that do not depend on each other, because what
// depends on a failed one is not reached. The next run goes on from there.
async function inBatches(rehearsal: Rehearsal): Promise<void> {
    const faultInjector = new FaultInjector();
    const ups = await until(rehearsal, "up", faultInjector);
    const retained = await retainedUrns(rehearsal);
    const runs = ups + (await settle(rehearsal, faultInjector));
    report(rehearsal, faultInjector, runs, retained);
}

async function oneByOne(rehearsal: Rehearsal): Promise<void> {
    await rehearsal.up("everything");
    const urns = rehearsal.cloud.store.all().map(({ urn }) => urn);
    await rehearsal.destroy("everything");
    let runs = 0;
    for (const urn of urns) {
        const faultInjector = new FaultInjector(urn);
        runs += await until(rehearsal, "up", faultInjector);
        const retained = await retainedUrns(rehearsal);
        runs += await settle(rehearsal, faultInjector);
        const missing = faultInjector.incomplete(retained);
        rehearsal.expect(missing.length === 0, `not reached: ${missing.join("; ")}`);
    }
    const problems = rehearsal.problems.length;
    rehearsal.notes.push(
        `${urns.length} resources × ${positions.length} positions one by one, ${runs} runs, ${problems === 0 ? "all converged" : `${problems} faults`}`,
    );
}

// What was made is what the state says, and it can be taken down in spite of failures.
async function settle(rehearsal: Rehearsal, faultInjector: FaultInjector): Promise<number> {
    const { cloud, stack, retained } = rehearsal;
    const inventory = { inCloud: cloud.store.all(), inState: await stack.resources(), retained };
    rehearsal.problems.push(...discrepancies(inventory));
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
    return (await stack.resources()).flatMap(({ urn, retainOnDelete }) => (retainOnDelete === true ? [urn] : []));
}

function report(rehearsal: Rehearsal, faultInjector: FaultInjector, runs: number, retained: readonly string[]): void {
    const counts = positions.map((position) => `${position} ${faultInjector.count(position)}`).join(", ");
    rehearsal.notes.push(`resources that failed and converged: ${counts} (${retained.length} stay); ${runs} runs`);
    const missing = faultInjector.incomplete(retained);
    rehearsal.expect(missing.length === 0, `not in every position: ${missing.join("; ")}`);
}
