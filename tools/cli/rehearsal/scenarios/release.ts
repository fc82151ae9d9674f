import type { Scenario } from "../scenario";
import { withoutRestServer } from "../stack-apis";
import { StageRelease } from "../stage-release";

/** Canaries are promoted and aborted, and a stage returns to a former snapshot. */
export const release: Scenario = {
    name: "release",
    statement:
        "A canary takes its share of the requests and is promoted or aborted, and a stage rolls back by two snapshots, while requests run through it: none fails.",
    doesNotApply: withoutRestServer,
    async run(rehearsal) {
        await rehearsal.up("every stage at the newest body");
        const live = new StageRelease(rehearsal);

        live.edit("/version-1");
        await live.plan({ kind: "canary", percent: 25 });
        await live.mustUp("a canary of 25 %");
        live.expectServed("a canary", undefined, "/version-1");
        await live.expectShare(25);
        await live.plan({ kind: "promote" });
        await live.mustUp("the canary promoted");
        live.expectServed("a promotion", "/version-1", "/version-2");

        live.edit("/version-2");
        await live.plan({ kind: "canary", percent: 50 });
        await live.mustUp("a canary of 50 %");
        await live.expectShare(50);
        await live.plan({ kind: "abort" });
        await live.mustUp("the canary aborted");
        live.expectServed("an abort", "/version-1", "/version-2");

        await live.plan({ kind: "canary", percent: 0 });
        await live.mustUp("the canary again, without requests");
        await live.plan({ kind: "promote" });
        await live.mustUp("the second canary promoted");
        live.expectServed("the second promotion", "/version-2", "/version-3");

        await live.plan({ kind: "rollback", snapshot: live.current?.history[1] });
        await live.mustUp("two snapshots back");
        live.expectServed("a rollback", undefined, "/version-1");
        const again = await live.up("nothing changed");
        rehearsal.expect(again.operations.length === 0, "an up without a change did something");
        live.conclude();
    },
};
