import type { Scenario } from "../scenario";

/** Up, up again, down. */
export const lifecycle: Scenario = {
    name: "lifecycle",
    statement:
        "`up` creates everything (over a state: loses nothing), a second `up` changes nothing, `refresh` finds no drift, `destroy` leaves nothing.",
    async run(rehearsal) {
        const first = await rehearsal.up("everything");
        // A state may be up to date already.
        rehearsal.expect(first.operations.length > 0 || rehearsal.hasInitialState, "the first up created nothing");
        await rehearsal.checkInventory();
        for (const step of [await rehearsal.up("nothing changed"), await rehearsal.refresh("nothing changed")]) {
            const operations = step.operations.map(({ op, name }) => `${op} ${name}`).join(", ");
            rehearsal.expect(step.operations.length === 0, `${step.verb} without a change did: ${operations}`);
        }
    },
};
