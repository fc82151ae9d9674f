import type { Rehearsal } from "../rehearsal";
import type { Scenario } from "../scenario";

/** The engine is killed midway. */
export const interrupted: Scenario = {
    name: "interrupted",
    statement:
        "After the engine was killed midway and its pending operations were resolved, `refresh` and `up` converge, and nothing is created twice.",
    createsEverything: true,
    savesEachStep: true,
    async run(rehearsal) {
        // The stack is destroyed between the kills.
        await rehearsal.set(["gatehouse:deletionProtection"], false);
        let resources = 15;
        for (const share of [1 / 3, 1 / 3, 2 / 3]) {
            await killedAfter(rehearsal, Math.round(share * resources));
            await rehearsal.up("continued");
            await rehearsal.checkInventory();
            resources = rehearsal.cloud.store.all().length - rehearsal.retained.size;
            await rehearsal.destroy("before the next kill");
        }
    },
};

async function killedAfter(rehearsal: Rehearsal, calls: number): Promise<void> {
    let created = 0;
    const step = await rehearsal.run("up", `killed after ${calls} resources`, {
        // The engine's state does not have the resource that the cloud has just created.
        after: ({ verb }) => {
            if (verb !== "create") return;
            created += 1;
            if (created === calls) rehearsal.stack.kill();
        },
    });
    rehearsal.expect(!step.succeeded, "the engine continued after it was killed");
    const found = await rehearsal.stack.recover();
    rehearsal.notes.push(`killed after ${calls}: ${found.length} created but not in the state, adopted`);
}
