import { mapOf } from "../../../cloud-simulator/state/property-values";
import type { LiveResource } from "../../../cloud-simulator/state/resource-store";
import type { Rehearsal } from "../rehearsal";
import type { Scenario } from "../scenario";

/** What somebody does in the console. */
export const drift: Scenario = {
    name: "drift",
    statement: "`refresh` shows what was changed or deleted behind the program's back, and `up` mends it.",
    async play(rehearsal) {
        await rehearsal.up("everything");
        const { store } = rehearsal.cloud;

        const settings = one(rehearsal, "aws:apigateway/methodSettings:MethodSettings");
        const loosened = { ...mapOf(settings.inputs.settings), throttlingRateLimit: 100000 };
        store.put({
            ...settings,
            inputs: { ...settings.inputs, settings: loosened },
            outputs: { ...settings.outputs, settings: loosened },
        });
        const lost = one(rehearsal, "aws:apigateway/usagePlanKey:UsagePlanKey");
        store.remove(lost);

        const seen = await rehearsal.refresh("a throttle changed and a key taken out of its plan by hand");
        const shown = seen.operations.map(({ op, urn }) => `${op} ${urn}`);
        rehearsal.expect(shown.includes(`update ${settings.urn}`), "the changed throttle was not seen");
        rehearsal.expect(shown.includes(`delete ${lost.urn}`), "the lost key was not seen");

        await rehearsal.up("mended");
        const throttle = mapOf(one(rehearsal, settings.type).inputs.settings).throttlingRateLimit;
        rehearsal.expect(throttle !== 100000, "the throttle was not mended");
        rehearsal.expect(store.withUrn(lost.urn).length === 1, "the lost key was not made again");
    },
};

function one({ cloud }: Rehearsal, type: string): LiveResource {
    const [found] = cloud.store.ofType(type);
    if (!found) throw new Error(`there is no ${type}`);
    return found;
}
