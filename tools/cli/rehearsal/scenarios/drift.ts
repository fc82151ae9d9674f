import { mapOf } from "../../../cloud-simulator/state/property-values";
import type { LiveResource } from "../../../cloud-simulator/state/resource-store";
import type { Rehearsal } from "../rehearsal";
import type { Scenario } from "../scenario";

/** Changes made in the console, and a refresh long after the last update. */
export const drift: Scenario = {
    name: "drift",
    statement:
        "`refresh` shows what was changed or deleted outside of the program, and `up` restores it; images are not lost when the registry's token has expired.",
    async run(rehearsal) {
        await rehearsal.up("everything");
        const { store } = rehearsal.cloud;

        const settings = one(rehearsal, "aws:apigateway/methodSettings:MethodSettings");
        const raised = { ...mapOf(settings.inputs.settings), throttlingRateLimit: 100000 };
        store.put({
            ...settings,
            inputs: { ...settings.inputs, settings: raised },
            outputs: { ...settings.outputs, settings: raised },
        });
        const deleted = one(rehearsal, "aws:apigateway/usagePlanKey:UsagePlanKey");
        store.remove(deleted);

        const seen = await rehearsal.refresh("a throttle changed and a key removed from its plan in the console");
        const shown = seen.operations.map(({ op, urn }) => `${op} ${urn}`);
        rehearsal.expect(shown.includes(`update ${settings.urn}`), "refresh did not show the changed throttle");
        rehearsal.expect(shown.includes(`delete ${deleted.urn}`), "refresh did not show the removed key");

        await rehearsal.up("drift corrected");
        const throttle = mapOf(one(rehearsal, settings.type).inputs.settings).throttlingRateLimit;
        rehearsal.expect(throttle !== 100000, "the throttle was not restored");
        rehearsal.expect(store.withUrn(deleted.urn).length === 1, "the removed key was not created again");

        rehearsal.cloud.registryTokens.expire();
        const later = [
            await rehearsal.refresh("12 hours later, when the registry's token has expired"),
            await rehearsal.up("nothing changed"),
        ];
        for (const { verb, operations } of later) {
            const shown = operations.map(({ op, type, name }) => `${op} ${type} "${name}"`).join(", ");
            rehearsal.expect(operations.length === 0, `12 hours later ${verb} did: ${shown}`);
        }
    },
};

function one({ cloud }: Rehearsal, type: string): LiveResource {
    const [found] = cloud.store.ofType(type);
    if (!found) throw new Error(`no ${type} exists`);
    return found;
}
