import { keyHashes } from "../http/live-keys";
import type { Rehearsal } from "../rehearsal";
import type { Step } from "../rehearsal-result";
import type { Scenario } from "../scenario";
import { firstNameIn, hasRestApi, namesIn, withoutRestApi } from "../stack-apis";

const protectedWords = /is protected|marked for protection/;
const trial = { requestsPerSecond: 10, burst: 10, quota: { requests: 1000, per: "day" } };

/** Clients and plans are moved, renamed and removed. */
export const clientsAndPlans: Scenario = {
    name: "clients-and-plans",
    statement:
        "A client moves to another plan, and a plan is renamed or removed, with the same keys; removing or renaming a client is rejected under deletion protection.",
    doesNotApply: (settings) =>
        withoutRestApi(settings) === undefined || settings.httpApi?.keys === "required"
            ? undefined
            : "no client of the stack has an API key",
    async run(rehearsal) {
        await rehearsal.set(["gatehouse:plans", "trial"], trial);
        // The last client cannot be removed.
        if (namesIn(rehearsal, "gatehouse:clients").length === 1)
            await rehearsal.set(["gatehouse:clients", "second"], firstNameIn(rehearsal, "gatehouse:plans"));
        await rehearsal.up("everything, with a plan that no client has");
        const client = firstNameIn(rehearsal, "gatehouse:clients");
        const plan = String(rehearsal.setting("gatehouse:clients", client));
        const keys = keyIds(rehearsal);

        await rehearsal.set(["gatehouse:clients", client], "trial");
        movesKeys(rehearsal, await rehearsal.up("a client moved to another plan"), [client]);

        const { trial: settings, ...plans } = rehearsal.setting("gatehouse:plans") as Record<string, unknown>;
        await rehearsal.set(["gatehouse:plans"], { ...plans, evaluation: settings });
        await rehearsal.set(["gatehouse:clients", client], "evaluation");
        movesKeys(rehearsal, await rehearsal.up("a plan renamed"), [client]);

        await rehearsal.set(["gatehouse:plans"], plans);
        await rehearsal.set(["gatehouse:clients", client], plan);
        movesKeys(rehearsal, await rehearsal.up("a plan removed, its client moved"), [client]);
        rehearsal.expect(keyIds(rehearsal).join() === keys.join(), "a client has another key than before");

        await rehearsal.set(["gatehouse:deletionProtection"], true);
        await rehearsal.up("protection on");
        const { [client]: _, ...others } = rehearsal.setting("gatehouse:clients") as Record<string, string>;
        const restore = await rehearsal.set(["gatehouse:clients"], others);
        await rehearsal.expectRejection("preview", "a client removed, protected", protectedWords);
        await restore();
        const restoreName = await rehearsal.set(["gatehouse:clients"], { ...others, renamed: plan });
        await rehearsal.expectRejection("preview", "a client renamed, protected", protectedWords);
        await restoreName();

        await rehearsal.set(["gatehouse:deletionProtection"], false);
        await rehearsal.up("protection off");
        await rehearsal.set(["gatehouse:clients"], { ...others, renamed: plan });
        const renamed = await rehearsal.up("a client renamed");
        rehearsal.expect(renamed.replaced.length === 0, "a renamed client replaced something");
        rehearsal.expect(keyIds(rehearsal).length === keys.length, "a renamed client left its old key");
    },
};

// Only the associations of these clients' keys with their plans may be replaced; the HTTP API has the plan of a key in its item.
function movesKeys(rehearsal: Rehearsal, { title, replaced }: Step, clients: readonly string[]): void {
    const names = replaced.map(({ type, name }) => `${type.split(":").at(-1)} ${name}`);
    const expected = (hasRestApi(rehearsal) ? clients : []).map((client) => `UsagePlanKey ${client}`);
    rehearsal.expect(names.join() === expected.join(), `"${title}" replaced ${names.join(", ") || "nothing"}`);
}

// The keys of the REST API, and the hashes of those of the HTTP API.
function keyIds({ cloud }: Rehearsal): string[] {
    const ids = cloud.store.ofType("aws:apigateway/apiKey:ApiKey").map(({ id }) => id);
    return [...ids, ...keyHashes(cloud)].sort();
}
