import { discrepancies } from "../inventory";
import type { Rehearsal } from "../rehearsal";
import type { Scenario } from "../scenario";

/** The engine is killed midway. */
export const interrupted: Scenario = {
    name: "interrupted",
    statement:
        "After the engine was killed midway, its pending operations settled, `refresh` and `up` converge, and nothing is made twice.",
    savesEachStep: true,
    async play(rehearsal) {
        // It is destroyed between the kills, which is not what is looked at here.
        await rehearsal.set(["gatehouse:deletionProtection"], false);
        for (const calls of [5, 35, 70]) {
            await killedAfter(rehearsal, calls);
            await rehearsal.up("taken up again");
            const { cloud, stack, retained } = rehearsal;
            const inventory = { inCloud: cloud.store.all(), inState: await stack.resources(), retained };
            rehearsal.problems.push(...discrepancies(inventory));
            await rehearsal.destroy("before the next kill");
        }
    },
};

async function killedAfter(rehearsal: Rehearsal, calls: number): Promise<void> {
    let made = 0;
    const step = await rehearsal.run("up", `killed after ${calls} resources`, {
        // What the cloud has made by now is not in the engine's state.
        after: ({ verb }) => {
            if (verb !== "create") return;
            made += 1;
            if (made === calls) rehearsal.stack.kill();
        },
    });
    rehearsal.expect(!step.succeeded, "the engine went on after it was killed");
    const found = await rehearsal.stack.recover();
    rehearsal.notes.push(`killed after ${calls}: ${found.length} made but not in the state, taken over`);
}
