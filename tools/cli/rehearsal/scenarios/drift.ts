import { mapOf } from "../../../cloud-simulator/state/property-values";
import type { LiveResource } from "../../../cloud-simulator/state/resource-store";
import type { Rehearsal } from "../rehearsal";
import type { Scenario } from "../scenario";
import { hasRestApi } from "../stack-apis";

/** Changes made in the console, and a refresh long after the last update. */
export const drift: Scenario = {
    name: "drift",
    statement:
        "`refresh` shows what was changed or deleted outside of the program, and `up` restores it; images are not lost when the registry's token has expired.",
    async run(rehearsal) {
        await rehearsal.up("everything");
        if (hasRestApi(rehearsal)) await correct(rehearsal, ofRestApi);
        if (rehearsal.setting("gatehouse:httpApi") !== undefined) await correct(rehearsal, ofHttpApi);

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

/** A change and a deletion that someone makes in the console. */
interface Drift {
    /** The drift in words. */
    readonly title: string;
    /** Type of the resource with a throttle, and the property that has its limits. */
    readonly throttle: readonly [type: string, property: string];
    /** Type of the resource that is deleted. */
    readonly deleted: string;
}

const ofRestApi: Drift = {
    title: "a throttle changed and a key removed from its plan in the console",
    throttle: ["aws:apigateway/methodSettings:MethodSettings", "settings"],
    deleted: "aws:apigateway/usagePlanKey:UsagePlanKey",
};
const ofHttpApi: Drift = {
    title: "a throttle of the HTTP API changed and a route deleted in the console",
    throttle: ["aws:apigatewayv2/stage:Stage", "defaultRouteSettings"],
    deleted: "aws:apigatewayv2/route:Route",
};

async function correct(rehearsal: Rehearsal, { title, throttle: [type, property], ...drift }: Drift): Promise<void> {
    const { store } = rehearsal.cloud;
    const settings = one(rehearsal, type);
    const raised = { ...mapOf(settings.inputs[property]), throttlingRateLimit: 100000 };
    store.put({
        ...settings,
        inputs: { ...settings.inputs, [property]: raised },
        outputs: { ...settings.outputs, [property]: raised },
    });
    const deleted = one(rehearsal, drift.deleted);
    store.remove(deleted);

    const seen = await rehearsal.refresh(title);
    const shown = seen.operations.map(({ op, urn }) => `${op} ${urn}`);
    rehearsal.expect(shown.includes(`update ${settings.urn}`), "refresh did not show the changed throttle");
    rehearsal.expect(shown.includes(`delete ${deleted.urn}`), `refresh did not show the deleted ${deleted.type}`);

    await rehearsal.up(`corrected: ${title}`);
    const throttle = mapOf(one(rehearsal, type).inputs[property]).throttlingRateLimit;
    rehearsal.expect(throttle !== 100000, "the throttle was not restored");
    rehearsal.expect(store.withUrn(deleted.urn).length === 1, `the deleted ${deleted.type} was not created again`);
}

function one({ cloud }: Rehearsal, type: string): LiveResource {
    const [found] = cloud.store.ofType(type);
    if (!found) throw new Error(`no ${type} exists`);
    return found;
}
