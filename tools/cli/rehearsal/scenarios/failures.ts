import { discrepancies } from "../inventory";
import type { Rehearsal } from "../rehearsal";
import type { Step } from "../rehearsal-result";
import { positions, Sabotage } from "../sabotage";
import type { Scenario } from "../scenario";

// Three failures a resource, if no two ever come in one run.
const mostRuns = 400;

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
    const sabotage = new Sabotage();
    const ups = await until(rehearsal, "up", sabotage);
    const retained = await retainedUrns(rehearsal);
    const runs = ups + (await settle(rehearsal, sabotage));
    report(rehearsal, sabotage, runs, retained);
}

async function oneByOne(rehearsal: Rehearsal): Promise<void> {
    await rehearsal.up("everything");
    const urns = rehearsal.world.estate.all().map(({ urn }) => urn);
    await rehearsal.destroy("everything");
    let runs = 0;
    for (const urn of urns) {
        const sabotage = new Sabotage(urn);
        runs += await until(rehearsal, "up", sabotage);
        const retained = await retainedUrns(rehearsal);
        runs += await settle(rehearsal, sabotage);
        const missing = sabotage.incomplete(retained);
        rehearsal.expect(missing.length === 0, `not reached: ${missing.join("; ")}`);
    }
    const faults = rehearsal.faults.length;
    rehearsal.notes.push(
        `${urns.length} resources × ${positions.length} positions one by one, ${runs} runs, ${faults === 0 ? "all converged" : `${faults} faults`}`,
    );
}

// What was made is what the state says, and it can be taken down in spite of failures.
async function settle(rehearsal: Rehearsal, sabotage: Sabotage): Promise<number> {
    const { world, stack, retained } = rehearsal;
    const inventory = { inCloud: world.estate.all(), inState: await stack.resources(), retained };
    rehearsal.faults.push(...discrepancies(inventory));
    return until(rehearsal, "destroy", sabotage);
}

async function until(rehearsal: Rehearsal, verb: Step["verb"], sabotage: Sabotage): Promise<number> {
    for (let run = 1; run <= mostRuns; run += 1) {
        const step = await rehearsal.run(verb, `run ${run}, with failures`, sabotage);
        if (step.succeeded) return run;
    }
    rehearsal.faults.push(`${verb} did not converge in ${mostRuns} runs`);
    return mostRuns;
}

async function retainedUrns({ stack }: Rehearsal): Promise<string[]> {
    return (await stack.resources()).flatMap(({ urn, retainOnDelete }) => (retainOnDelete === true ? [urn] : []));
}

function report(rehearsal: Rehearsal, sabotage: Sabotage, runs: number, retained: readonly string[]): void {
    const counts = positions.map((position) => `${position} ${sabotage.count(position)}`).join(", ");
    rehearsal.notes.push(`resources that failed and converged: ${counts} (${retained.length} stay); ${runs} runs`);
    const missing = sabotage.incomplete(retained);
    rehearsal.expect(missing.length === 0, `not in every position: ${missing.join("; ")}`);
}
